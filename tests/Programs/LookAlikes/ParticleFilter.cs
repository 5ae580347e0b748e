//# expect: silent
//# style: bootstrap particle filter, records and LINQ: a matrix moves every particle each step; resampling, no gradient
using System;
using System.Collections.Generic;
using System.Linq;

namespace Localisation;

public record Particle(double[] State, double Weight);

public sealed class ParticleFilter
{
    private readonly double[][] _motion;
    private readonly Random _random = new(17);
    private List<Particle> _particles;

    public ParticleFilter(double[][] motion, int count)
    {
        _motion = motion;
        _particles = Enumerable.Range(0, count).Select(_ => new Particle(motion.Select(_ => _random.NextDouble()).ToArray(), 1.0 / count)).ToList();
    }

    public double[][] Run(IEnumerable<double> measurements) => measurements.Select(Step).ToArray();

    private double[] Step(double z)
    {
        var moved = _particles.Select(p => p with { State = _motion.Select(row => row.Zip(p.State, (m, s) => m * s).Sum() + 0.01 * _random.NextDouble()).ToArray() })
            .Select(p => p with { Weight = p.Weight * Math.Exp(-0.5 * (z - p.State[0]) * (z - p.State[0])) }).ToList();
        double total = moved.Sum(p => p.Weight);
        _particles = Resample(moved.Select(p => p with { Weight = p.Weight / total }).ToList());
        return Enumerable.Range(0, _motion.Length).Select(i => _particles.Average(p => p.State[i])).ToArray();
    }

    private List<Particle> Resample(List<Particle> particles)
    {
        var result = new List<Particle>();
        double u = _random.NextDouble() / particles.Count, sum = particles[0].Weight;
        for (int k = 0, i = 0; k < particles.Count; k++)
        {
            while (u > sum && i < particles.Count - 1) sum += particles[++i].Weight;
            result.Add(particles[i] with { Weight = 1.0 / particles.Count });
            u += 1.0 / particles.Count;
        }
        return result;
    }
}
