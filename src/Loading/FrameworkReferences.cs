using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Loading;

/// <summary>What loose files may refer to: the running framework, and the numerical libraries that RnnLint models.</summary>
public static class FrameworkReferences
{
    private static readonly string[] Libraries = ["MathNet.Numerics.dll", "System.Numerics.Tensors.dll"];

    public static ImmutableArray<MetadataReference> Load()
    {
        // The list of platform assemblies holds this program's own too; those of the framework lie beside the core library.
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        return platform
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Concat(Libraries.Select(name => Path.Combine(AppContext.BaseDirectory, name)).Where(File.Exists))
            .Order(StringComparer.Ordinal)
            .AsParallel().AsOrdered()
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();
    }
}
