using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Loading;

/// <summary>
/// A project for another framework (a .NET Standard library beside a .NET program) is seen through copies of its symbols, which its own code knows nothing
/// of. To be read on from the code that uses it, it is compiled once more, against the same framework as that code.
/// </summary>
public static class OneFramework
{
    /// <summary>The compilation, with the projects that it refers to as source compiled against its own framework.</summary>
    public static Compilation Unify(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var reference in compilation.References.OfType<CompilationReference>().ToArray())
        {
            cancellation.ThrowIfCancellationRequested();
            if (reference.Compilation is CSharpCompilation other && IsForeign(other, compilation))
                compilation = compilation.ReplaceReference(reference, Rebuilt(other, compilation).ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
        }

        return compilation;
    }

    /// <summary>A project's own references are among those of whoever uses it; what is a project too is rebuilt with it.</summary>
    private static Compilation Rebuilt(CSharpCompilation project, Compilation user) => project.WithReferences(
        user.References.OfType<PortableExecutableReference>().Concat<MetadataReference>(project.References.OfType<CompilationReference>()
            .Select(reference => reference.Compilation is CSharpCompilation inner && IsForeign(inner, user) ? Rebuilt(inner, user).ToMetadataReference(reference.Properties.Aliases) : reference)));

    private static bool IsForeign(Compilation project, Compilation user) => !CoreOf(project).Equals(CoreOf(user));

    private static AssemblyIdentity CoreOf(Compilation compilation) => compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly.Identity;
}
