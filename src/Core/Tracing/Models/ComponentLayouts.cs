using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>The library types that are vectors and matrices of a fixed size.</summary>
internal static class ComponentLayouts
{
    private const string Numerics = "System.Numerics", Unity = "UnityEngine", UnityMathematics = "Unity.Mathematics";

    private static readonly string[] Letters = ["x", "y", "z", "w"];

    private static readonly Dictionary<string, ComponentLayout> Known = Build();

    /// <summary>The elements of this type; null for any other, and for one of the same name that the code itself declares.</summary>
    public static ComponentLayout? Of(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsValueType: true, Arity: 0, ContainingType: null, DeclaringSyntaxReferences.IsEmpty: true, ContainingNamespace: { Name: "Numerics" or "UnityEngine" or "Mathematics" } space }
        && Known.TryGetValue(space.ToDisplayString() + "." + type.Name, out var layout) ? layout : null;

    /// <summary>All elements zero; null for a type that is none of these.</summary>
    public static ComponentsObject? NewFor(ITypeSymbol type) =>
        Of(type) is { } layout ? new ComponentsObject(type, layout, Enumerable.Repeat(Numbers.Zero(layout.Kind), layout.Count).ToArray()) : null;

    private static Dictionary<string, ComponentLayout> Build()
    {
        var known = new Dictionary<string, ComponentLayout>();
        for (var size = 2; size <= 4; size++)
        {
            known.Add(Numerics + ".Vector" + size, Vector(ValueKind.Single, Letters.Take(size).Select(letter => letter.ToUpperInvariant())));
            known.Add(Unity + ".Vector" + size, Vector(ValueKind.Single, Letters.Take(size)));
            foreach (var (name, kind) in new[] { ("float", ValueKind.Single), ("double", ValueKind.Double) })
            {
                var vector = Vector(kind, Letters.Take(size));
                known.Add(UnityMathematics + "." + name + size, vector);
                known.Add(UnityMathematics + "." + name + size + "x" + size, new ComponentLayout(kind, size, size, [], Enumerable.Range(0, size).Select(column => "c" + column).ToArray(), vector));
            }
        }

        known.Add(Numerics + ".Matrix3x2", Matrix(3, 2, "M", 1));
        known.Add(Numerics + ".Matrix4x4", Matrix(4, 4, "M", 1));
        known.Add(Unity + ".Matrix4x4", Matrix(4, 4, "m", 0));
        return known;
    }

    private static ComponentLayout Vector(ValueKind kind, IEnumerable<string> fields) => new(kind, 0, fields.Count(), fields.ToArray(), []);

    private static ComponentLayout Matrix(int rows, int columns, string letter, int first) => new(
        ValueKind.Single, rows, columns, Enumerable.Range(0, rows * columns).Select(element => letter + ((element / columns) + first) + ((element % columns) + first)).ToArray(), []);
}
