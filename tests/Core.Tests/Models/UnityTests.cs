using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Loading;
using RnnLint.Core.Tests.Programs;
using RnnLint.Tracing;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>The models of Unity's libraries against what their documentation says, and against the declarations that stand in for them.</summary>
public sealed class UnityTests
{
    private static readonly RowComparison Engine = new(UnityRows.Engine, "using UnityEngine; using Vector3 = UnityEngine.Vector3;");
    private static readonly RowComparison Mathematics = new(UnityRows.Mathematics, "using Unity.Mathematics;");

    public static TheoryData<string> EngineRows => new(UnityRows.Engine);

    public static TheoryData<string> MathematicsRows => new(UnityRows.Mathematics);

    [Theory]
    [MemberData(nameof(EngineRows))]
    public void UnityEngine_is_modelled_as_documented(string row) => Engine.Run(row);

    [Theory]
    [MemberData(nameof(MathematicsRows))]
    public void Unity_Mathematics_is_modelled_as_documented(string row) => Mathematics.Run(row);

    /// <summary>Everything declared that computes has a model: a call of anything else is left unknown.</summary>
    [Fact]
    public void What_is_declared_is_modelled()
    {
        var compilation = StandIn();
        var models = LibraryModels.Create();
        var missing = new[] { "UnityEngine", "Unity.Mathematics" }.SelectMany(space => Types(compilation, space))
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()
                .Where(method => !method.IsImplicitlyDeclared && !type.Name.EndsWith("Attribute", StringComparison.Ordinal) && method.MethodKind != MethodKind.PropertySet || method.MethodKind == MethodKind.PropertySet && type.IsValueType)
                .Where(method => !(type.TypeKind == TypeKind.Class && (type.Name is "Object" or "Behaviour" || method.MethodKind == MethodKind.Constructor)))
                .Where(method => models.Find(type.ContainingNamespace.ToDisplayString() + "." + type.Name, method) is null)
                .Select(method => type.Name + "." + method.Name));
        string.Join("\n", missing.Distinct().Order(StringComparer.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>A matrix or vector that nothing else fills has the elements that its type declares.</summary>
    [Fact]
    public void Every_declared_element_is_a_component()
    {
        foreach (var type in new[] { "UnityEngine", "Unity.Mathematics" }.SelectMany(space => Types(StandIn(), space)).Where(type => type.IsValueType && type.Name is not ("Mathf" or "Random")))
        {
            var made = ComponentLayouts.NewFor(type).ShouldNotBeNull(type.Name);
            foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
                made.Field(field.Name, field.Type).ShouldNotBeNull(type.Name + "." + field.Name);
        }
    }

    [Fact]
    public void What_the_code_declares_itself_wins()
    {
        var compilation = ProgramRunner.Compile(
        [
            new("A.cs", "using UnityEngine; class A { float X(float x) => Mathf.Exp(x) + Random.value; }"),
            new("B.cs", "namespace UnityEngine { static class Mathf { public static float Exp(float x) => 2 * x; } }"),
        ]);

        ProgramRunner.Errors(compilation.GetDiagnostics()).ShouldBeEmpty();
        compilation.GetTypeByMetadataName("UnityEngine.Mathf")!.DeclaringSyntaxReferences.ShouldNotBeEmpty();
    }

    [Fact]
    public void Code_without_Unity_gets_no_declarations_of_it()
    {
        var compilation = CSharpCompilation.Create("A", [CSharpSyntaxTree.ParseText("using System; class A { }")], ProgramRunner.PlatformReferences);

        UnityStandIn.AddWhereMissing(compilation, CancellationToken.None).ShouldBeSameAs(compilation);
    }

    private static Compilation StandIn() => ProgramRunner.Compile([new("A.cs", "using UnityEngine; using Unity.Mathematics; class A { }")]);

    private static IEnumerable<INamedTypeSymbol> Types(Compilation compilation, string space)
    {
        INamespaceSymbol found = compilation.GlobalNamespace;
        foreach (var part in space.Split('.'))
            found = found.GetNamespaceMembers().Single(inner => inner.Name == part);
        return found.GetTypeMembers();
    }
}
