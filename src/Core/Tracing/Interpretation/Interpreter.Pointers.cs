using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RnnLint.Tracing;

/// <content>Pointers into arrays, and stack allocation. A pointer is a window that may stand anywhere.</content>
public sealed partial class Interpreter
{
    private Location Pointee(Value pointer, int offset, IOperation operation)
    {
        if (pointer.AsObject is not Window window)
            throw Unsupported(operation);
        var index = window.Start + offset;
        if ((uint)index >= (uint)window.Cells.Length)
            throw new TraceStoppedException(StopKind.Threw, "reads or writes outside of an array through a pointer: " + Describe(operation), operation.Syntax) { OutOfRange = (new ArrayObject(null, window.ElementType, [window.Cells.Length], window.Cells), [index]) };
        return new CellLocation(window.Cells, index);
    }

    /// <summary>True for what p points at in <c>p->Field</c>.</summary>
    private static bool IsPointedAt(IOperation operation) =>
        operation.ChildOperations.Count == 1 && operation.ChildOperations.First().Type is IPointerTypeSymbol
        && operation.Syntax.Parent is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.PointerMemberAccessExpression } access && access.Expression == operation.Syntax;

    private Value PointerTo(Value target, IPointerTypeSymbol type, IOperation operation) => target.AsObject switch
    {
        ArrayObject array => Value.Of(new Window(type, type.PointedAtType, array.Cells, 0, array.Length)),
        Window window => Value.Of(new Window(type, type.PointedAtType, window.Cells, window.Start, window.Length)),
        null when target.IsNull => Value.Null,
        _ => throw Unsupported(operation),
    };

    private Value PointerTo(NativeBlock block, IPointerTypeSymbol type)
    {
        var cells = block.Cells(SizeOf(type.PointedAtType), length => NewArray(type.PointedAtType, length).Cells);
        return Value.Of(new Window(type, type.PointedAtType, cells, 0, cells.Length));
    }

    private Value Pointer(IAddressOfOperation address, Frame frame)
    {
        var element = (address.Type as IPointerTypeSymbol)?.PointedAtType;
        switch (Refer(address.Reference, frame))
        {
            case CellLocation cell:
                return Value.Of(new Window(address.Type, element, cell.Cells, cell.Index, cell.Cells.Length - cell.Index));
            case Slot slot when address.Reference is ILocalReferenceOperation or IParameterReferenceOperation:
                // From now on the variable lives in a cell that a pointer can stand at.
                var cells = new[] { slot.Value };
                frame.Bind(address.Reference is ILocalReferenceOperation local ? local.Local : ((IParameterReferenceOperation)address.Reference).Parameter, new CellLocation(cells, 0));
                return Value.Of(new Window(address.Type, element, cells, 0, 1));
            default:
                throw Unsupported(address);
        }
    }

    private Value StackAlloc(IOperation operation, Frame frame)
    {
        var children = operation.ChildOperations.ToArray();
        var length = Evaluate(children[0], frame).AsInt32;
        var type = Closed(operation.Type!, frame);
        var element = type is IPointerTypeSymbol pointer ? pointer.PointedAtType : ((INamedTypeSymbol)type).TypeArguments[0];
        var array = NewArray(element, length);
        for (var i = 1; i < children.Length; i++)
            array.Cells[i - 1] = Evaluate(children[i], frame);
        return Value.Of(new Window(type, element, array.Cells, 0, length));
    }
}
