using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint;

/// <summary>
/// A project may be seen from another one through copies of its symbols, which its own code knows nothing of: where it is for another framework (a .NET Standard
/// library beside a .NET program), and by chance where both are for the same but were bound at different times. Tracing goes on from the code of one into that
/// of the other, and needs them to speak of the same symbols.
/// </summary>
public static class SharedSymbols
{
    /// <summary>Binding chooses among the symbols that the process knows just then: what it chose otherwise once, it need not choose again.</summary>
    private const int MostAttempts = 3;

    /// <summary>The compilation; where it sees a project through copies, with all projects that it refers to compiled once more, against its own framework.</summary>
    /// <exception cref="System.OperationCanceledException">when cancelled.</exception>
    public static Compilation Unify(Compilation compilation, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostAttempts && SeesCopies(compilation, new HashSet<Compilation>(), cancellation); attempt++)
        {
            // A project that several refer to is compiled once for all of them.
            var known = new Dictionary<CSharpCompilation, CSharpCompilation>();
            foreach (var reference in Projects(compilation))
                compilation = compilation.ReplaceReference(reference, Renewed(reference, compilation.References.OfType<PortableExecutableReference>().ToArray(), known));
        }

        return compilation;
    }

    /// <param name="asked">Those that see none: many ways lead to a project that many refer to.</param>
    private static bool SeesCopies(Compilation compilation, HashSet<Compilation> asked, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return asked.Add(compilation) && Projects(compilation).Any(reference =>
            !SymbolEqualityComparer.Default.Equals(compilation.GetAssemblyOrModuleSymbol(reference), reference.Compilation.Assembly) || SeesCopies(reference.Compilation, asked, cancellation));
    }

    /// <summary>A project's own references are among those of whoever uses it.</summary>
    private static MetadataReference Renewed(CompilationReference reference, MetadataReference[] framework, Dictionary<CSharpCompilation, CSharpCompilation> known)
    {
        var project = (CSharpCompilation)reference.Compilation;
        if (!known.TryGetValue(project, out var renewed))
            known.Add(project, renewed = project.WithReferences(framework.Concat(Projects(project).Select(inner => Renewed(inner, framework, known)))));
        return renewed.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes);
    }

    private static CompilationReference[] Projects(Compilation compilation) => compilation.References.OfType<CompilationReference>().Where(reference => reference.Compilation is CSharpCompilation).ToArray();
}
