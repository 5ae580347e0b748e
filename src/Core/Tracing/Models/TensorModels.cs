using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Enters members of a library of n-dimensional arrays: where an operand is unknown, so is what the member makes of it.</summary>
internal readonly struct TensorModels(TypeModels models)
{
    public TensorModels Add(string member, Model model)
    {
        models.Add(member, call => IsUnknown(call) ? Unknown(call) : model(call));
        return this;
    }

    public TensorModels Add(string[] members, Model model)
    {
        foreach (var member in members)
            Add(member, model);
        return this;
    }

    public TensorModels Ignore(params string[] members)
    {
        models.Ignore(members);
        return this;
    }

    private static bool IsUnknown(ModelCall call) => call.Receiver.AsObject is OpaqueObject || call.Arguments.Any(IsUnknown);

    private static bool IsUnknown(Value argument) => argument.AsObject switch
    {
        OpaqueObject => true,
        TupleObject tuple => tuple.Items.Any(IsUnknown),
        ListObject list => list.Items.Any(IsUnknown),
        ArrayObject array => array.Cells.Any(cell => cell.AsObject is OpaqueObject),
        _ => false,
    };

    /// <summary>A member that writes leaves every number of its receiver unknown; what any other gives is.</summary>
    private static Value Unknown(ModelCall call)
    {
        var what = call.Method.ContainingType.Name + "." + call.Method.Name;
        if (!call.Method.ReturnsVoid && !call.Method.Name.EndsWith("_", System.StringComparison.Ordinal))
            return call.Machine.Opaque(call.Method.ReturnType, what, call.Arguments.Append(call.Receiver).ToArray());
        if (call.Receiver.AsObject is not TensorObject target)
            throw call.Unsupported();
        foreach (var position in target.Positions())
        {
            if (Value.IsRealKind(target.Kind))
                target.Cells[position] = call.Machine.Opaque(call.Machine.TypeOf(target.Kind), what, call.Arguments);
        }

        return call.Receiver;
    }
}
