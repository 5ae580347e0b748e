using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>
/// Everything that makes a vector or matrix: <c>Vector&lt;T&gt;.Build</c>, <c>Matrix&lt;T&gt;.Build</c>, <c>CreateVector</c>,
/// <c>CreateMatrix</c>, and the constructors and static members of the concrete types. They differ in names, not in meaning:
/// <c>Build.DenseOfRows</c>, <c>CreateMatrix.DenseOfRows</c> and <c>DenseMatrix.OfRows</c> are one model.
/// </summary>
internal static class MathNetBuilderModels
{
    /// <summary>A way to make an object, in the storage that the member's name asks for.</summary>
    private delegate Value Maker(ModelCall call, LinearStorage storage);

    public static void Register(ModelTable table)
    {
        RegisterMatrices(table);
        RegisterVectors(table);
        foreach (var shape in new[] { "Matrix", "Vector" })
        {
            var builder = table.Type(MathNetFactory.Algebra + shape + "Builder`1");
            builder.Add("get_Zero", call => MathNetCalls.Zero(Kind(call))).Add("get_One", call => MathNetCalls.Number(Kind(call), 1));
            var type = MathNetFactory.Algebra + shape + "`1";
            table.AddField(type, "Build", static (_, field) => Value.Of(new MathNetBuilder(field.Type)));
            table.AddField(type, "Zero", static (_, field) => MathNetCalls.Zero(MathNetFactory.RealKind(field.Type) ?? throw NotReal(field.Type)));
            table.AddField(type, "One", static (_, field) => MathNetCalls.Number(MathNetFactory.RealKind(field.Type) ?? throw NotReal(field.Type), 1));
        }
    }

    public static TraceStoppedException NotReal(ITypeSymbol type) =>
        new(StopKind.Unsupported, "MathNet vectors and matrices of " + type.Name + " are not modelled");

    private static void RegisterMatrices(ModelTable table)
    {
        var makers = new Dictionary<string, Maker>
        {
            [""] = MathNetMatrixMakers.Plain,
            ["Create"] = MathNetMatrixMakers.Plain,
            ["CreateDiagonal"] = MathNetMatrixMakers.Diagonal,
            ["CreateIdentity"] = MathNetMatrixMakers.Identity,
            ["CreateRandom"] = MathNetMatrixMakers.Random,
            ["OfArray"] = MathNetMatrixMakers.OfArray,
            ["OfMatrix"] = MathNetMatrixMakers.OfMatrix,
            ["OfMatrixArray"] = MathNetMatrixMakers.OfMatrixArray,
            ["OfIndexed"] = MathNetMatrixMakers.OfIndexed,
            ["OfColumnMajor"] = (call, storage) => MathNetMatrixMakers.OfMajor(call, storage, byRows: false),
            ["OfRowMajor"] = (call, storage) => MathNetMatrixMakers.OfMajor(call, storage, byRows: true),
            ["OfDiagonalArray"] = MathNetMatrixMakers.OfDiagonal,
            ["OfDiagonalVector"] = MathNetMatrixMakers.OfDiagonal,
            ["OfDiagonal"] = MathNetMatrixMakers.OfDiagonal,
            ["OfIndexedDiagonal"] = MathNetMatrixMakers.OfIndexedDiagonal,
        };
        foreach (var lines in new[] { "Rows", "RowArrays", "RowVectors" })
            makers["Of" + lines] = (call, storage) => MathNetMatrixMakers.OfLines(call, storage, byRows: true);
        foreach (var lines in new[] { "Columns", "ColumnArrays", "ColumnVectors" })
            makers["Of" + lines] = (call, storage) => MathNetMatrixMakers.OfLines(call, storage, byRows: false);

        AddBuilders(table, "Matrix", makers, [LinearStorage.Dense, LinearStorage.Sparse, LinearStorage.Diagonal]);
        foreach (var builder in Builders(table, "Matrix"))
        {
            builder
                .Add("Diagonal", call => MathNetMatrixMakers.Diagonal(call, LinearStorage.Diagonal))
                .Add("Random", call => MathNetMatrixMakers.Random(call, LinearStorage.Dense))
                .Add("RandomPositiveDefinite", MathNetMatrixMakers.RandomPositiveDefinite)
                .Add("SameAs", MathNetMatrixMakers.SameAs);
        }
    }

    private static void RegisterVectors(ModelTable table)
    {
        var makers = new Dictionary<string, Maker>
        {
            [""] = MathNetVectorMakers.Plain,
            ["Create"] = MathNetVectorMakers.Plain,
            ["CreateRandom"] = MathNetVectorMakers.Random,
            ["OfArray"] = MathNetVectorMakers.OfSequence,
            ["OfEnumerable"] = MathNetVectorMakers.OfSequence,
            ["OfVector"] = MathNetVectorMakers.OfSequence,
            ["OfIndexed"] = MathNetVectorMakers.OfIndexed,
            ["OfIndexedEnumerable"] = MathNetVectorMakers.OfIndexed,
        };
        AddBuilders(table, "Vector", makers, [LinearStorage.Dense, LinearStorage.Sparse]);
        foreach (var builder in Builders(table, "Vector"))
        {
            builder
                .Add("Random", call => MathNetVectorMakers.Random(call, LinearStorage.Dense))
                .Add("SameAs", MathNetVectorMakers.SameAs);
        }
    }

    private static TypeModels[] Builders(ModelTable table, string shape) =>
        [table.Type(MathNetFactory.Algebra + shape + "Builder`1"), table.Type(MathNetFactory.Algebra + "Create" + shape)];

    private static void AddBuilders(ModelTable table, string shape, Dictionary<string, Maker> makers, LinearStorage[] storages)
    {
        foreach (var storage in storages)
        {
            foreach (var builder in Builders(table, shape))
            {
                foreach (var maker in makers)
                    builder.Add(storage + maker.Key.Replace("Create", ""), call => maker.Value(call, storage));
            }

            foreach (var kind in new[] { "Double.", "Single." })
            {
                var type = table.Type(MathNetFactory.Algebra + kind + storage + shape);
                foreach (var maker in makers)
                    type.Add(maker.Key.Length == 0 ? ".ctor" : maker.Key, call => maker.Value(call, storage));
                if (storage == LinearStorage.Diagonal)
                {
                    type.Add(".ctor", call => MathNetMatrixMakers.Diagonal(call, storage))
                        .Add("Create", call => MathNetMatrixMakers.Diagonal(call, storage));
                }
            }
        }
    }

    /// <summary>The element kind of what the call makes.</summary>
    public static ValueKind Kind(ModelCall call)
    {
        var type = call.Method.ContainingType;
        if (MathNetFactory.KindOf(type) is { } kind)
            return kind;
        var element = type.TypeArguments.Length > 0 ? type.TypeArguments[0] : call.Method.TypeArguments[0];
        return MathNetFactory.RealKind(element) ?? throw NotReal(element);
    }

    public static bool IsArray(ModelCall call, int index) => index < call.Count && call.Method.Parameters[index].Type is IArrayTypeSymbol;

    public static bool IsDelegate(ModelCall call, int index) => index < call.Count && call.Method.Parameters[index].Type.TypeKind == TypeKind.Delegate;

    /// <summary>True for the overloads that take the library's own storage objects.</summary>
    public static bool TakesStorage(ModelCall call) => call.Count == 1 && call.Method.Parameters[0].Type.ContainingNamespace?.Name == "Storage";

    public static Value[] List(ModelCall call, Value sequence)
    {
        var items = new List<Value>();
        foreach (var item in call.Machine.Enumerate(sequence))
        {
            call.Machine.Fuel.Step();
            items.Add(item);
        }

        return items.ToArray();
    }

    public static Value[] Items(Value tuple) => tuple.As<TupleObject>().Items;
}

/// <summary><c>Matrix&lt;T&gt;.Build</c> or <c>Vector&lt;T&gt;.Build</c>.</summary>
internal sealed class MathNetBuilder(ITypeSymbol type) : HeapObject(type)
{
    public override string ToString() => Type!.Name;
}
