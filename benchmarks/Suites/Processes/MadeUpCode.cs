using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RnnLint.Benchmarks.Processes;

/// <summary>As much ordinary code as one likes, with some wrong networks among it.</summary>
public static partial class MadeUpCode
{
    /// <summary>Lines of a file without a network.</summary>
    public static int LinesOfFile(int methods) => 8 + (7 * methods) + 1;

    /// <summary>Writes files with a class of so many methods each, and files with a network besides.</summary>
    public static void Write(string folder, string name, int files, int methods, int networks)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < files; i++)
        {
            var text = new StringBuilder("using System.Collections.Generic;\nusing System.Linq;\n\n").Append(CultureInfo.InvariantCulture, $"namespace {name};\n\npublic class C{i}\n{{\n    private readonly Dictionary<string, int> counts = new();\n");
            for (var method = 0; method < methods; method++)
                text.Append(CultureInfo.InvariantCulture, $"\n    public string M{method}(string name, List<string> parts)\n    {{\n        foreach (var part in parts.Where(part => part.Length > {method}))\n            counts[part] = counts.GetValueOrDefault(part) + 1;\n        return name + string.Join(\", \", counts.OrderBy(pair => pair.Value).Select(pair => pair.Key));\n    }}\n");
            File.WriteAllText(Path.Combine(folder, $"C{i}.cs"), text.Append("}\n").ToString());
        }

        var network = SampleLibrary.All.Single(sample => sample.Name == "SeedRnnTransposed").File.Text;
        for (var i = 0; i < networks; i++)
            File.WriteAllText(Path.Combine(folder, $"Network{i}.cs"), NamespaceIn().Replace(network, $"namespace {name}.Network{i};"));
    }

    [GeneratedRegex(@"^namespace .*$", RegexOptions.Multiline)]
    private static partial Regex NamespaceIn();
}
