using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.Configuration;

/// <summary>An .editorconfig or .globalconfig file, for whoever may read files.</summary>
public sealed record ConfigFile(string Path, SourceText Text)
{
    /// <summary>A key and its value, as the compiler reads them.</summary>
    private static readonly Regex Property = new(@"^\s*(?<key>[\w\.\-_]+)\s*[=:]\s*(?<value>.*?)\s*([#;].*)?$", RegexOptions.CultureInvariant);

    /// <summary>Where a setting is written, with the file: of several places the last one in the file nearest to what it is set for. Null where it is in none of them.</summary>
    public static (ConfigFile File, Location Place)? PlaceOf(SettingProblem problem, IEnumerable<ConfigFile> files) => files
        .OrderByDescending(file => Nearness(file.Path, problem.Tree.FilePath)).ThenBy(file => file.Path, StringComparer.Ordinal)
        .Select(file => file.PlaceOf(problem.Key, problem.Value) is { } place ? (file, place) : ((ConfigFile, Location)?)null).FirstOrDefault(found => found is not null);

    private Location? PlaceOf(string key, string value)
    {
        foreach (var line in Text.Lines.Reverse())
        {
            if (Property.Match(line.ToString()) is { Success: true } match && string.Equals(match.Groups["key"].Value, key, StringComparison.OrdinalIgnoreCase) && match.Groups["value"].Value == value)
            {
                var span = TextSpan.FromBounds(line.Start + match.Groups["key"].Index, line.Start + match.Groups["value"].Index + match.Groups["value"].Length);
                return Location.Create(Path, span, Text.Lines.GetLinePositionSpan(span));
            }
        }

        return null;
    }

    /// <summary>How much of the way to a file leads to its folder; −1 for one that is elsewhere.</summary>
    private static int Nearness(string config, string file)
    {
        var folder = config.Replace('\\', '/');
        folder = folder.Substring(0, folder.LastIndexOf('/') + 1);
        return file.Replace('\\', '/').StartsWith(folder, StringComparison.OrdinalIgnoreCase) ? folder.Length : -1;
    }
}
