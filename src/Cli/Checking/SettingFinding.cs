using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using RnnLint.Analyzer;
using RnnLint.Configuration;
using RnnLint.Explaining;

namespace RnnLint.Cli.Checking;

/// <summary>A setting that is not understood, as a finding in the file that holds it.</summary>
internal static class SettingFinding
{
    /// <summary>False for a setting that is written in none of the files.</summary>
    /// <param name="finding">Null where the configuration switches the rule off.</param>
    public static bool TryFind(SettingProblem problem, IEnumerable<ConfigFile> files, Compilation compilation, AnalysisSettings settings, out Finding? finding)
    {
        finding = null;
        if (ConfigFile.PlaceOf(problem, files) is not { } found)
            return false;
        if (problem.ToEffectiveDiagnostic(found.Place, compilation, settings) is { } diagnostic)
            finding = new()
            {
                Rule = diagnostic.Descriptor,
                Severity = diagnostic.Severity,
                Place = Place.Of(found.Place)!,
                Source = found.File.Text,
                Message = problem.Message,
                Matrix = "",
                Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', diagnostic.Id, problem.Key, problem.Value))).AsSpan(0, 16)),
            };
        return true;
    }
}
