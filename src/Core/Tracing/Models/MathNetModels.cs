using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>The models of MathNet.Numerics: vectors, matrices, their builders, and what code uses around them.</summary>
public static class MathNetModels
{
    internal static readonly string[] MatrixTypes = TypeNames("Matrix", "Dense", "Sparse", "Diagonal");

    internal static readonly string[] VectorTypes = TypeNames("Vector", "Dense", "Sparse");

    public static void Register(ModelTable table)
    {
        // Overrides are bound to the types that declare them, so every type knows every member.
        foreach (var type in MatrixTypes)
        {
            MathNetElementwiseModels.Add(Guarded(table, type));
            MathNetMatrixModels.Add(Guarded(table, type));
            MathNetMatrixPartModels.Add(Guarded(table, type));
            MathNetMatrixFunctionModels.Add(Guarded(table, type));
        }

        foreach (var type in VectorTypes)
        {
            MathNetElementwiseModels.Add(Guarded(table, type));
            MathNetVectorModels.Add(Guarded(table, type));
        }

        MathNetBuilderModels.Register(table);
        MathNetOtherModels.Register(table);
        MathNetDistributionModels.Register(table);
    }

    internal static GuardedModels Guarded(ModelTable table, string type) => new(table.Type(type));

    private static string[] TypeNames(string shape, params string[] storages) =>
        new[] { MathNetFactory.Algebra + shape + "`1" }
            .Concat(from kind in new[] { "Double.", "Single." }
                    from storage in storages.Prepend("")
                    select MathNetFactory.Algebra + kind + storage + shape)
            .ToArray();
}

/// <summary>Enters models that compute with all their operands: where one of them is unknown, so is the result.</summary>
internal readonly struct GuardedModels(TypeModels models)
{
    public GuardedModels Add(string member, Model model)
    {
        models.Add(member, call => !IsUnknown(call) ? model(call) : call.Unmodelled());
        return this;
    }

    public GuardedModels Add(string[] members, Model model)
    {
        foreach (var member in members)
            Add(member, model);
        return this;
    }

    private static bool IsUnknown(ModelCall call) =>
        call.Receiver.AsObject is OpaqueObject || call.Arguments.Any(argument => argument.AsObject is OpaqueObject);
}
