// SPDX-License-Identifier: MIT
// fast_image_resize behind the questions and answers of peers/worker.py: fir INPUTS
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use std::io::{BufRead, Result};
use std::time::Instant;

const WAYS: [(&str, FilterType); 3] = [
    ("resample/bilinear", FilterType::Bilinear),
    ("resample/bicubic", FilterType::CatmullRom),
    ("resample/lanczos", FilterType::Lanczos3),
];

// Names say it all: "rgb-640x480", no suffix for bytes.
fn source(inputs: &str, name: &str) -> Result<Option<Image<'static>>> {
    let parts: Vec<&str> = name.split('-').collect();
    let pixel = match (parts[0], parts.len()) {
        ("gray", 2) => PixelType::U8,
        ("rgb", 2) => PixelType::U8x3,
        ("rgba", 2) => PixelType::U8x4,
        _ => return Ok(None),
    };
    let (width, height) = size(parts[1]);
    let file = std::fs::read(format!("{inputs}/{name}.npy"))?;
    let header = 10 + u16::from_le_bytes([file[8], file[9]]) as usize;
    Ok(Image::from_vec_u8(width, height, file[header..].to_vec(), pixel).ok())
}

fn size(text: &str) -> (u32, u32) {
    let (width, height) = text.split_once('x').unwrap();
    (width.parse().unwrap(), height.parse().unwrap())
}

fn save(path: &str, img: &Image) -> Result<String> {
    let channels = img.pixel_type().size();
    let last = if channels > 1 { format!(" {channels},") } else { String::new() };
    let shape = format!("{}, {},{last}", img.height(), img.width());
    let text = format!("{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape})}}");
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend((text.len() as u16).to_le_bytes());
    file.extend(text.as_bytes());
    file.extend(img.buffer());
    std::fs::write(path, file)?;
    Ok("saved".into())
}

fn answer(inputs: &str, verb: &str, job: &str, argument: &str) -> Result<String> {
    let (what, shape) = job.rsplit_once('/').unwrap();
    let (name, to) = shape.split_once("-to-").unwrap();
    let filter = WAYS.iter().find(|way| way.0 == what).unwrap().1;
    let Some(img) = source(inputs, name)? else { return Ok("no".into()) };
    let (width, height) = size(to);
    let mut out = Image::new(width, height, img.pixel_type());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    let mut resizer = Resizer::new();
    let mut run = || resizer.resize(&img, &mut out, &options).unwrap();
    run();
    if verb == "save" {
        return save(argument, &out);
    }
    let (mut samples, mut left) = (Vec::new(), argument.parse::<f64>().unwrap());
    while left > 0.0 || samples.len() < 3 {
        let start = Instant::now();
        run();
        let taken = start.elapsed().as_secs_f64();
        left -= taken;
        samples.push(taken * 1e3);
    }
    samples.sort_by(f64::total_cmp);
    Ok(format!("{}\t{}", samples[0], samples[samples.len() / 2]))
}

fn main() -> Result<()> {
    let inputs = std::env::args().nth(1).expect("usage: fir INPUTS");
    println!("fast_image_resize\t6.1.0");
    for way in WAYS {
        println!("{}\tResizer", way.0);
    }
    println!();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split('\t').collect();
        println!("{}", answer(&inputs, words[0], words[1], words[3])?);
    }
    Ok(())
}
