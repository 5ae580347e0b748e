using System.Text.Json;
using RnnLint.Cli.Checking;
using RnnLint.Explaining;

namespace RnnLint.Cli.Gate;

/// <summary>The findings that a project knows of and lives with, by their fingerprints and files. Messages are there for its readers alone.</summary>
internal sealed class Baseline
{
    private const int ShapeVersion = 1;

    private readonly KnownFindings _known;

    private Baseline(IEnumerable<(string Fingerprint, string Path)> known) => _known = new(known);

    /// <summary>The result with what the baseline lists marked as known, and what is listed in vain told.</summary>
    public CheckResult Mark(CheckResult result, ReportPaths paths)
    {
        var (found, gone) = _known.Among(result.Findings, finding => paths.Display(finding.Place.Path), (_, _) => true);
        var marked = result.Knowing(found.Contains);
        return gone > 0
            ? marked.With($"{(gone == 1 ? "1 finding of the baseline was" : $"{gone} findings of the baseline were")} not found: if all of what it was made of was checked, rnnlint baseline writes it anew")
            : marked;
    }

    /// <exception cref="GateException">The file is not there, or is no baseline.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var version = root.GetProperty("version").GetInt32();
            if (version != ShapeVersion)
                throw new GateException($"--baseline {path}: version {version} is not known to this version of rnnlint, which knows {ShapeVersion}");
            return new([.. root.GetProperty("findings").EnumerateArray().Select(finding => (Text(finding, "fingerprint"), Text(finding, "path")))]);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GateException($"--baseline {path}: there is no such file; rnnlint baseline PATH --output {path} writes it");
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GateException($"--baseline {path}: this is no baseline ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }

    private static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString() ?? throw new FormatException($"a {name} is null");

    /// <summary>What a baseline of this result lists: everything that could fail a run. What was verified, or is suppressed in the source, never does.</summary>
    public static IEnumerable<Finding> Listed(CheckResult result) => result.Findings.Where(finding => !finding.Suppressed && !finding.IsVerified);

    public static void Write(CheckResult result, ReportPaths paths, TextWriter writer) => JsonText.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", ShapeVersion);
        json.WriteStartArray("findings");
        foreach (var finding in Listed(result))
        {
            json.WriteStartObject();
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteString("id", finding.Rule.Id);
            json.WriteString("path", paths.Display(finding.Place.Path));
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
