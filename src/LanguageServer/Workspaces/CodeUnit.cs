using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RnnLint.Configuration;

namespace RnnLint.LanguageServer.Workspaces;

/// <summary>A compilation at one state of the code, made when it is first asked for, and the files whose types are analysed in it.</summary>
/// <param name="key">The same for every state of one project, or one set of loose files.</param>
/// <param name="targets">Paths.</param>
/// <param name="compile">Makes the compilation, once.</param>
internal sealed class CodeUnit(string key, ImmutableHashSet<string> targets, Func<Task<Compilation>> compile)
{
    private readonly Lazy<Task<Compilation>> _compilation = new(() => Task.Run(compile));

    public string Key { get; } = key;

    public ImmutableHashSet<string> Targets { get; } = targets;

    /// <summary>Keys of the projects that refer to this one, over others too.</summary>
    public Lazy<ImmutableHashSet<string>> Dependents { get; init; } = new(ImmutableHashSet<string>.Empty);

    /// <summary>True for a project that the compiler itself reports the same findings in.</summary>
    public bool HasAnalyzer { get; init; }

    /// <summary>What the files are set to.</summary>
    public AnalysisSettings Settings { get; init; } = AnalysisSettings.None;

    /// <summary>Reads the files that may hold the settings of a tree.</summary>
    public Func<CancellationToken, Task<Func<SyntaxTree, IEnumerable<ConfigFile>>>> ConfigsAsync { get; init; } = _ => Task.FromResult<Func<SyntaxTree, IEnumerable<ConfigFile>>>(_ => []);

    public Task<Compilation> Compilation => _compilation.Value;
}

/// <summary>Code that was found in one place.</summary>
internal interface ICodeFolder : IDisposable
{
    /// <summary>What could not be read.</summary>
    ImmutableArray<string> Problems { get; }

    /// <summary>The code as it is now, with the texts of open documents over those on disk.</summary>
    ImmutableArray<CodeUnit> Units(IReadOnlyDictionary<string, Documents.OpenDocument> open);

    /// <summary>Takes note of a file that changed on disk. False where the folder has to be loaded again.</summary>
    bool Notice(string path, Protocol.FileChangeType change);
}
