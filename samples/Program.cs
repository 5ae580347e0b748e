using System;
using System.Collections.Generic;

namespace Samples;

/// <summary>Runs the gradient check of the sample named on the command line, or of all of them.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        IReadOnlyDictionary<string, Func<double>> checks = GradientChecks.All;
        foreach (string name in args.Length > 0 ? args : checks.Keys)
        {
            if (!checks.TryGetValue(name, out Func<double>? check))
            {
                Console.Error.WriteLine($"No sample '{name}'. There are: {string.Join(", ", checks.Keys)}");
                return 2;
            }

            double error = check();
            Console.WriteLine($"{name,-28} relative error {error:0.0e+00}  {(error < 1e-6 ? "right" : "wrong")}");
        }

        return 0;
    }
}
