using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Benchmarks.Results;

/// <summary>What a figure was measured on.</summary>
public static class Machine
{
    private const string LoadFile = "/proc/loadavg", ProcessorFile = "/proc/cpuinfo";

    /// <summary>Processor, versions, and what else the machine had to do when a part began.</summary>
    public static string Now() =>
        $"{Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.OSDescription.Split(" #")[0]}, .NET {Environment.Version}, "
        + $"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version!.ToString(3)}.{Load()}";

    private static string Processor() => File.Exists(ProcessorFile)
        ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load()
    {
        if (!File.Exists(LoadFile))
            return "";
        var load = double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $" Load when it began {load:0.0}{(load > 1 ? ": the machine was shared with other work, so times by the clock are too long, and ratios of them rough" : "")}.");
    }
}
