using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <content>Places: variables, fields, elements, properties, pointers; and what is assigned to them.</content>
public sealed partial class Interpreter
{
    /// <summary>The place that an expression denotes; receiver and indices are evaluated once.</summary>
    private Location Refer(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Through(Variable(local.Local, local, frame));
            case IParameterReferenceOperation parameter:
                return Through(Parameter(parameter.Parameter, parameter, frame));
            case IFieldReferenceOperation field:
                return Through(Field(field, frame));
            case IArrayElementReferenceOperation element:
                return Element(element, frame);
            case IPropertyReferenceOperation property:
                return Property(property, frame);
            case IImplicitIndexerReferenceOperation indexer:
                return ImplicitIndexer(indexer, frame).AsObject as Location ?? throw Unsupported(operation);
            case IFlowCaptureReferenceOperation capture:
                return Captured(capture, frame) as Location ?? new Slot((Value)Captured(capture, frame));
            case IInvocationOperation invocation:
                return Invoke(invocation, frame) is { AsObject: Location location } ? location : throw Unsupported(operation);
            case IInstanceReferenceOperation:
                return new AccessorLocation(() => frame.Self, value => Overwrite(frame.Self, value, operation));
            case IDeclarationExpressionOperation declaration:
                return Refer(declaration.Expression, frame);
            case IDiscardOperation:
                return new Slot();
            case IConversionOperation conversion:
                return Refer(conversion.Operand, frame);
            case IParenthesizedOperation parenthesized:
                return Refer(parenthesized.Operand, frame);
            case { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax } when operation.ChildOperations.Count == 2:
                var pointer = Evaluate(operation.ChildOperations.First(), frame);
                return Pointee(pointer, Evaluate(operation.ChildOperations.Last(), frame).AsInt32, operation);
            case { Kind: OperationKind.None, Syntax: PrefixUnaryExpressionSyntax } when operation.ChildOperations.Count == 1:
                return Pointee(Evaluate(operation.ChildOperations.First(), frame), 0, operation);
            case { Kind: OperationKind.None } when IsPointedAt(operation):
                return Pointee(Evaluate(operation.ChildOperations.First(), frame), 0, operation);
            default:
                // An rvalue passed by `in` or captured as a receiver.
                return new Slot(Evaluate(operation, frame));
        }
    }

    /// <summary>A ref variable denotes what it refers to.</summary>
    private static Location Through(Location location) => location.Load().AsObject as Location ?? location;

    private Location Variable(ILocalSymbol local, IOperation operation, Frame frame)
    {
        if (frame.Find(local) is { } location)
            return location;
        var slot = local.IsStatic ? StaticLocal(local) : new Slot();
        frame.Bind(local, slot);
        return slot;
    }

    private Location Parameter(IParameterSymbol parameter, IOperation operation, Frame frame)
    {
        if (frame.Find(parameter) is { } location)
            return location;
        for (var scope = frame; scope is not null; scope = scope.Outer)
        {
            // An extension called as the static method that it compiles to has parameters of its own, by the same names.
            if (scope.Member is IMethodSymbol { IsStatic: true } method && method.Parameters.FirstOrDefault(own => own.Name == parameter.Name) is { } twin && scope.Find(twin) is { } bound)
                return bound;
            // The receiver of an extension block is a parameter of the block.
            if (parameter.ContainingSymbol is INamedTypeSymbol && !scope.Self.IsNull)
                return new AccessorLocation(() => scope.Self, value => scope.Self = value);
            // A primary constructor's parameter, used in a member.
            if (scope.Self.AsObject is Instance instance && instance.Find(parameter.OriginalDefinition) is { } slot)
                return slot;
        }

        throw Unsupported(operation);
    }

    private Location Field(IFieldReferenceOperation reference, Frame frame)
    {
        var field = reference.Field;
        if (field.IsStatic)
            return StaticSlot(field, frame, reference);
        var receiver = Receiver(reference.Instance, frame);
        switch (receiver.AsObject)
        {
            case Instance instance:
                return instance.Find(CodeBase.StorageOf(field)) ?? throw Unsupported(reference);
            case TupleObject tuple when TupleIndex(field) is { } index && index < tuple.Items.Length:
                return new CellLocation(tuple.Items, index);
            case ComponentsObject components when components.Field(field.Name, field.Type) is { } component:
                return component;
            case OpaqueObject opaque:
                return new Slot(Opaque(Closed(field.Type, frame), opaque.Origin + "." + field.Name));
            case null when receiver.IsNull:
                throw Throw("System.NullReferenceException", "'" + reference.Instance!.Syntax + "' is null", reference.Syntax);
            case HeapObject held:
                foreach (var slot in held.Slots())
                {
                    if (slot.Name == field.Name)
                        return slot.Location;
                }

                break;
        }

        throw Unsupported(reference);
    }

    /// <summary>Where a field-like event keeps its handlers.</summary>
    private Slot Event(IEventReferenceOperation reference, Frame frame)
    {
        if (reference.Event.IsStatic)
            return StaticSlot(reference.Event, frame, reference);
        return (Receiver(reference.Instance, frame).AsObject as Instance)?.Find(reference.Event.OriginalDefinition) ?? throw Unsupported(reference);
    }

    /// <summary><c>e += f</c> and <c>e -= f</c>.</summary>
    private Value Assign(IEventAssignmentOperation assignment, Frame frame)
    {
        if (assignment.EventReference is not IEventReferenceOperation reference)
            throw Unsupported(assignment);
        var receiver = reference.Event.IsStatic ? Value.Null : Receiver(reference.Instance, frame);
        var handler = Evaluate(assignment.HandlerValue, frame);
        if ((assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod) is not { } accessor)
            return Value.Void;
        accessor = Dispatch(frame.Types.Substitute(accessor, Compilation), receiver);
        if (accessor.AssociatedSymbol is not IEventSymbol @event || !CodeBase.IsFieldLike(@event.OriginalDefinition))
            return CallMethod(accessor, receiver, new[] { handler }, assignment);
        var slot = @event.IsStatic ? StaticSlot(@event, frame, reference) : (receiver.AsObject as Instance)?.Find(@event.OriginalDefinition);
        if (slot is null)
            throw receiver.IsNull ? Throw("System.NullReferenceException", "'" + reference.Instance!.Syntax + "' is null", reference.Syntax) : Unsupported(assignment);
        slot.Value = assignment.Adds ? Combine(slot.Value, handler) : slot.Value.IsNull ? Value.Null : Remove(slot.Value, handler);
        return Value.Void;
    }

    private static int? TupleIndex(IFieldSymbol field)
    {
        var name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : null;
    }

    /// <summary>The object before a dot, which half-typed code may lack. A struct is not copied: members change it in place.</summary>
    private Value Receiver(IOperation? operation, Frame frame)
    {
        if (operation is null)
            throw new TraceStoppedException(StopKind.Unsupported, "a member is used without an object");
        var value = Dereference(Evaluate(operation, frame));
        if (!value.IsNull)
            return value;
        if (operation.Type is not { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T })
            return Supply(operation, frame);

        // A struct needs no initializer: whoever assigns its fields one by one has it.
        value = DefaultOf(Closed(operation.Type, frame));
        Through(Refer(operation, frame)).Store(value);
        return value;
    }

    private Location Element(IArrayElementReferenceOperation reference, Frame frame) =>
        Find(reference, frame, out var array, out var offset, out _) ?? new CellLocation(array!.Cells, offset);

    private Value ReadElement(IArrayElementReferenceOperation reference, Frame frame)
    {
        if (Find(reference, frame, out var array, out var offset, out var madeOf) is { } place)
            return place.Load();
        var read = array!.Cells[offset];

        // A function in a table: on the tape its values would hang on nothing.
        return madeOf >= 0 && read is { IsReal: true, AsTraced.IsConstant: true } ? OpaqueNumber("the look-up in '" + reference.ArrayReference.Syntax + "'", read.Kind, new[] { madeOf }, value: read.AsTraced.Value) : read;
    }

    /// <summary>
    /// The array and the offset of an element in it; or, where it is no single cell of an array, the place that stands for it. <paramref name="madeOf"/> is the node that an index was
    /// cut from, −1 for none.
    /// </summary>
    private Location? Find(IArrayElementReferenceOperation reference, Frame frame, out ArrayObject? found, out int offset, out int madeOf)
    {
        (found, offset, madeOf) = (null, 0, -1);
        var array = Evaluate(reference.ArrayReference, frame);
        if (array.IsNull)
            array = Supply(reference.ArrayReference, frame);
        var indices = new int[reference.Indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            var index = Evaluate(reference.Indices[i], frame);
            if (index.AsObject is TupleObject { Items.Length: 2 } pair && pair.Items[1].Kind != ValueKind.Boolean && array.AsObject is ArrayObject source)
                return new Slot(Value.Of(Slice(source, index)));
            madeOf = Math.Max(madeOf, index.MadeOf);
            indices[i] = index.AsObject is TupleObject ? IndexModels.Offset(index, array.As<ArrayObject>().Lengths[i]) : index.AsInt32;
        }

        switch (array.AsObject)
        {
            case ArrayObject known:
                if (known.Rank != indices.Length)
                    throw DoesNotCompile(reference);
                (found, offset) = (known, known.Offset(indices));
                return offset >= 0 ? null : throw OutOfRange(known, indices, reference);
            case null when array.IsNull:
                throw Throw("System.NullReferenceException", "'" + reference.ArrayReference.Syntax + "' is null", reference.Syntax);
            case OpaqueObject opaque:
                return new Slot(Opaque(reference.Type, opaque.Origin));
            default:
                throw Unsupported(reference);
        }
    }

    private InterpretedException OutOfRange(ArrayObject array, int[] indices, IArrayElementReferenceOperation reference)
    {
        const string type = "System.IndexOutOfRangeException";
        var message = "index " + string.Join(",", indices) + " is outside of '" + reference.ArrayReference.Syntax + "' of length " + string.Join("×", array.Lengths);
        return new InterpretedException(Value.Of(new ExceptionObject(Compilation.TypeNamed(type), message)), type, message, reference.Syntax) { OutOfRange = (array, indices) };
    }

    private ArrayObject Slice(ArrayObject array, Value range)
    {
        var (start, length) = IndexModels.Span(range, array.Length);
        if (length < 0)
            throw Throw("System.ArgumentOutOfRangeException", "a range lies outside of an array of length " + array.Length);
        return Slice(array, start, length);
    }

    private ArrayObject Slice(ArrayObject array, int start, int length)
    {
        var slice = NewArray(array.ElementType!, length);
        Array.Copy(array.Cells, start, slice.Cells, 0, length);
        return slice;
    }

    private Value ToIndex(Value value) => value.IsInteger ? IndexModels.Index(this, value.AsInt32, false) : value;

    /// <summary><c>x[^1]</c> and <c>x[a..b]</c> on a type that only has a length and an int indexer or Slice.</summary>
    private Value ImplicitIndexer(IImplicitIndexerReferenceOperation reference, Frame frame)
    {
        var receiver = Receiver(reference.Instance, frame);
        var argument = Evaluate(reference.Argument, frame);
        var length = ReadSymbol(reference.LengthSymbol, receiver, Array.Empty<Value>(), reference).AsInt32;
        if (argument.As<TupleObject>().Items[1].Kind == ValueKind.Boolean)
        {
            var index = Value.Of(IndexModels.Offset(argument, length));
            var indexer = (IPropertySymbol)reference.IndexerSymbol;
            return Value.Of(new AccessorLocation(
                () => Dereference(ReadSymbol(indexer, receiver, new[] { index }, reference)),
                value => StoreProperty(indexer, receiver, new[] { index }, value, reference)));
        }

        var (start, count) = IndexModels.Span(argument, length);
        return Value.Of(new Slot(ReadSymbol(reference.IndexerSymbol, receiver, new[] { Value.Of(start), Value.Of(count) }, reference)));
    }

    private Value ReadSymbol(ISymbol symbol, Value receiver, Value[] arguments, IOperation operation) => symbol switch
    {
        IPropertySymbol property => LoadProperty(property, receiver, arguments, operation, true),
        IMethodSymbol method => CallMethod(Dispatch(method, receiver), receiver, arguments, operation),
        _ => throw Unsupported(operation),
    };

    private Location Property(IPropertyReferenceOperation reference, Frame frame)
    {
        var property = reference.Property;
        var receiver = property.IsStatic ? Value.Null : Receiver(reference.Instance, frame);
        var closed = CloseProperty(reference, frame);
        var arguments = Arguments(reference.Arguments, closed.Parameters, frame);
        var isVirtual = IsVirtualAccess(reference);
        if (property.RefKind != RefKind.None)
            return LoadProperty(closed, receiver, arguments, reference, isVirtual).AsObject as Location ?? throw Unsupported(reference);
        return new AccessorLocation(
            () => Dereference(LoadProperty(closed, receiver, arguments, reference, isVirtual)),
            value => StoreProperty(closed, receiver, arguments, value, reference, isVirtual));
    }

    private Value GetProperty(IPropertyReferenceOperation reference, Frame frame)
    {
        var receiver = reference.Property.IsStatic ? Value.Null : Receiver(reference.Instance, frame);
        var closed = CloseProperty(reference, frame);
        return LoadProperty(closed, receiver, Arguments(reference.Arguments, closed.Parameters, frame), reference, IsVirtualAccess(reference));
    }

    private static bool IsVirtualAccess(IPropertyReferenceOperation reference) =>
        reference.Instance is not IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };

    private IPropertySymbol CloseProperty(IPropertyReferenceOperation reference, Frame frame)
    {
        // A static abstract property, read through a type parameter.
        if (reference.ConstrainedToType is { } constrained && Closed(constrained, frame) is INamedTypeSymbol type && IsInSource(type) && reference.Property.GetMethod is { } getter
            && StaticImplementation(frame.Types.Substitute(getter, Compilation), type).AssociatedSymbol is IPropertySymbol implementation)
            return implementation;
        return CloseProperty(reference.Property, frame);
    }

    private IPropertySymbol CloseProperty(IPropertySymbol property, Frame frame)
    {
        if (Closed(property.ContainingType, frame) is not INamedTypeSymbol type || SymbolEqualityComparer.Default.Equals(type, property.ContainingType))
            return property;
        return type.GetMembers(property.Name).OfType<IPropertySymbol>().FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, property.OriginalDefinition)) ?? property;
    }

    private Value LoadProperty(IPropertySymbol property, Value receiver, Value[] arguments, IOperation operation, bool isVirtual)
    {
        if (StorageFor(property, receiver, isVirtual, operation) is { } slot)
            return slot.Value;
        if (property.GetMethod is not { } getter)
            return ReadStorage(property, receiver, operation).Load();
        return CallMethod(isVirtual ? Dispatch(getter, receiver) : getter, receiver, arguments, operation);
    }

    private void StoreProperty(IPropertySymbol property, Value receiver, Value[] arguments, Value value, IOperation operation, bool isVirtual = true)
    {
        if (StorageFor(property, receiver, isVirtual, operation) is { } slot)
        {
            slot.Value = Copied(value);
            return;
        }

        // A get-only automatic property assigned in a constructor has no setter.
        if (property.SetMethod is not { } setter)
        {
            var place = property.RefKind != RefKind.None
                ? LoadProperty(property, receiver, arguments, operation, isVirtual).As<Location>()
                : ReadStorage(property, receiver, operation);
            place.Store(Copied(value));
            return;
        }

        CallMethod(isVirtual ? Dispatch(setter, receiver) : setter, receiver, arguments.Append(Copied(value)).ToArray(), operation);
    }

    private Location ReadStorage(IPropertySymbol property, Value receiver, IOperation operation) =>
        property.IsStatic ? StaticSlot(property, _frame!, operation)
        : (receiver.AsObject as Instance)?.Find(property.OriginalDefinition) ?? throw Unsupported(operation);

    /// <summary>The slot behind an automatic property of this very receiver, virtual overrides considered; null for any other property.</summary>
    private Slot? StorageFor(IPropertySymbol property, Value receiver, bool isVirtual, IOperation operation)
    {
        if (property.IsIndexer)
            return null;
        if (property.IsStatic)
            return CodeBase.IsAutomatic(property.OriginalDefinition) ? StaticSlot(property, _frame!, operation) : null;
        if (receiver.AsObject is not Instance instance)
            return null;
        var target = property;
        if (isVirtual && (property.IsVirtual || property.IsAbstract || property.IsOverride || property.ContainingType.TypeKind == TypeKind.Interface))
        {
            var accessor = property.GetMethod ?? property.SetMethod;
            target = accessor is null ? property : Dispatch(accessor, receiver).AssociatedSymbol as IPropertySymbol ?? property;
        }

        return instance.Type.IsAnonymousType || CodeBase.IsAutomatic(target.OriginalDefinition) ? instance.Find(target.OriginalDefinition) : null;
    }

    private Value Assign(ISimpleAssignmentOperation assignment, Frame frame)
    {
        if (assignment.IsRef)
        {
            var place = Refer(assignment.Value, frame);
            switch (assignment.Target)
            {
                case ILocalReferenceOperation local:
                    frame.Bind(local.Local, new Slot(Value.Of(place)));
                    break;
                case IFieldReferenceOperation field:
                    Field(field, frame).Store(Value.Of(place));
                    break;
                default:
                    throw Unsupported(assignment);
            }

            return place.Load();
        }

        // Evaluated here, not through Refer, so that a ref local's declaration binds and does not write through.
        if (assignment.Target is ILocalReferenceOperation { Local.RefKind: RefKind.None } plain)
        {
            var stored = Copied(Evaluate(assignment.Value, frame));
            Variable(plain.Local, plain, frame).Store(stored);
            Name(stored, plain.Local);
            return stored;
        }

        var target = Refer(assignment.Target, frame);
        var value = Copied(Evaluate(assignment.Value, frame));
        PromoteDrawn(value, (assignment.Target as IMemberReferenceOperation)?.Member);
        value = SizeFromElsewhere(assignment, value, frame);
        Store(target, value);
        return value;
    }

    private void Store(Location target, Value value)
    {
        if (target is CellLocation && Promote is not null && value.IsReal && value.AsTraced is { IsConstant: false, Node: var node } && Tape.IsDrawn(node))
            value = Promote(value, target);
        target.Store(value);
    }

    private Value Assign(ICompoundAssignmentOperation assignment, Frame frame)
    {
        var target = Refer(assignment.Target, frame);
        var before = target is ReadPlace read ? read.Before : target.Load();
        target = target is ReadPlace { Place: var place } ? place : target;
        var left = WidenForOperator(KeptWhile(assignment.Value, before), assignment, frame);
        var right = Evaluate(assignment.Value, frame);
        if (assignment.OperatorMethod is { IsStatic: false } inPlace)
            return ChangeInPlace(target, inPlace, new[] { right }, assignment);

        var result = Apply(assignment.OperatorKind, left, right, assignment.OperatorMethod, assignment.IsChecked, assignment, frame, assignment.IsLifted);
        if (assignment.Type is { } type && (Value.KindOf(Closed(type, frame)) is not null || assignment.OperatorMethod is null))
            result = ConvertTo(result, Closed(type, frame), IsChecked(assignment));
        result = Copied(result);
        Store(target, result);
        if (assignment.Target is ILocalReferenceOperation { Local: var local })
            Name(result, local);
        return result;
    }

    /// <summary>Whether what a compound assignment stores is checked: of a shift, which never overflows by itself, only the code around it says that.</summary>
    private bool IsChecked(ICompoundAssignmentOperation assignment)
    {
        if (assignment.IsChecked || assignment.OperatorKind is not (BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift))
            return assignment.IsChecked;
        foreach (var around in assignment.Syntax.Ancestors())
        {
            if (around is CheckedStatementSyntax or CheckedExpressionSyntax)
                return around.IsKind(SyntaxKind.CheckedStatement) || around.IsKind(SyntaxKind.CheckedExpression);
        }

        return Compilation.Options.CheckOverflow;
    }

    /// <summary>C# 14: a user-defined <c>+=</c> or <c>++</c> changes its operand and makes no new object.</summary>
    private Value ChangeInPlace(Location target, IMethodSymbol @operator, Value[] arguments, IOperation operation)
    {
        var receiver = target.Load();
        CallMethod(Dispatch(@operator, receiver), receiver, arguments, operation);
        return receiver;
    }

    /// <summary>`f += d` with a float f computes in the wider of the two types.</summary>
    private Value WidenForOperator(Value left, ICompoundAssignmentOperation assignment, Frame frame)
    {
        if (assignment.OperatorMethod is not null || left.IsNull || assignment.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift)
            return left;
        return (left.IsInteger || left.IsReal) && Value.KindOf(Underlying(Closed(assignment.Value.Type ?? assignment.Type!, frame))) is { } right && right > left.Kind && right != ValueKind.Object
            ? ConvertNumber(left, right, false)
            : left;
    }

    private Value Increment(IIncrementOrDecrementOperation increment, Frame frame)
    {
        var target = Refer(increment.Target, frame);
        var before = target.Load();
        var up = increment.Kind == OperationKind.Increment;
        Value after;
        if (before.AsObject is Window pointer)
            after = Value.Of(new Window(pointer.Type, pointer.ElementType, pointer.Cells, pointer.Start + (up ? 1 : -1), pointer.Length));
        else if (increment.OperatorMethod is { IsStatic: false } inPlace && !before.IsReal && !before.IsInteger)
            return ChangeInPlace(target, inPlace, Array.Empty<Value>(), increment);
        else if (increment.OperatorMethod is { } method && !before.IsReal && !before.IsInteger)
            after = CallMethod(Resolve(method, before, frame), Value.Null, new[] { before }, increment);
        else if (before.IsNull)
            return before;
        else
            after = Apply(up ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract, before, ConvertNumber(Value.Of(1), before.Kind, false), null, increment.IsChecked, increment, frame, false);
        target.Store(after);
        return increment.IsPostfix ? before : after;
    }

    private Value Deconstruct(IDeconstructionAssignmentOperation assignment, Frame frame)
    {
        var targets = new List<Location>();
        Places(assignment.Target);
        var value = Evaluate(assignment.Value, frame);
        var next = 0;
        Distribute(assignment.Target, value, DeconstructionOf(assignment));
        return value;

        // All target places first, then the value, then the stores: the order that C# demands of (a, b) = (b, a).
        void Places(IOperation target)
        {
            if (TupleIn(target) is not { } tuple)
            {
                targets.Add(Refer(target, frame));
                return;
            }

            foreach (var element in tuple.Elements)
                Places(element);
        }

        void Distribute(IOperation target, Value part, DeconstructionInfo? how)
        {
            if (TupleIn(target) is not { } tuple)
            {
                var stored = Copied(target.Type is null ? part : ConvertTo(part, Closed(target.Type, frame)));
                targets[next++].Store(stored);
                if (target is ILocalReferenceOperation local)
                    Name(stored, local.Local);
                return;
            }

            var parts = Parts(part, tuple.Elements.Length, assignment, how?.Method);
            for (var i = 0; i < parts.Length; i++)
                Distribute(tuple.Elements[i], parts[i], how is { Nested: { IsDefault: false } nested } && i < nested.Length ? nested[i] : null);
        }
    }

    /// <summary>The Deconstruct methods that the compiler chose, which the operation does not name.</summary>
    private DeconstructionInfo? DeconstructionOf(IDeconstructionAssignmentOperation assignment) => assignment.Syntax switch
    {
        AssignmentExpressionSyntax syntax => _code.Semantics(syntax.SyntaxTree).GetDeconstructionInfo(syntax),
        ForEachVariableStatementSyntax syntax => _code.Semantics(syntax.SyntaxTree).GetDeconstructionInfo(syntax),
        _ => null,
    };

    private static ITupleOperation? TupleIn(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple,
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => tuple,
        _ => null,
    };

    private Value[] Parts(Value whole, int count, IOperation operation, IMethodSymbol? chosen)
    {
        if (whole.AsObject is TupleObject tuple && tuple.Items.Length == count)
            return tuple.Items;
        if (whole.AsObject is OpaqueObject opaque)
            return Enumerable.Range(0, count).Select(_ => Value.Of(new OpaqueObject(null, opaque.Origin))).ToArray();
        if (chosen is { IsExtensionMethod: true } extension)
        {
            var found = Enumerable.Range(0, count).Select(_ => new Slot()).ToArray();
            CallMethod(extension.ReducedFrom ?? extension, Value.Null, found.Select(slot => Value.Of(slot)).Prepend(whole).ToArray(), operation);
            return found.Select(slot => slot.Value).ToArray();
        }

        if (whole.AsObject is not Instance instance)
            throw Unsupported(operation);
        var deconstruct = Bases(instance.Type).SelectMany(type => type.GetMembers("Deconstruct").OfType<IMethodSymbol>()).FirstOrDefault(method => method.Parameters.Length == count)
            ?? throw Unsupported(operation);
        if (_code.Body(deconstruct, _cancellation) is null)
            return deconstruct.Parameters.Select(parameter => instance.Slots().First(slot => slot.Name == parameter.Name).Location.Load()).ToArray();
        var results = Enumerable.Range(0, count).Select(_ => new Slot()).ToArray();
        CallMethod(deconstruct, whole, results.Select(slot => Value.Of(slot)).ToArray(), operation);
        return results.Select(slot => slot.Value).ToArray();
    }

    /// <summary><c>this = value</c> in a struct.</summary>
    private void Overwrite(Value self, Value value, IOperation operation)
    {
        if (self.AsObject is not Instance target || value.AsObject is not Instance source)
            throw Unsupported(operation);
        foreach (var slot in source.Slots())
            target.Find(slot.Symbol!)!.Value = Copied(slot.Location.Load());
    }
}
