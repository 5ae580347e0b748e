using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <content>What each operation evaluates to.</content>
public sealed partial class Interpreter
{
    // Operations that Roslyn 4.8 knows by number only, as later compilers make them.
    private const OperationKind CollectionExpression = (OperationKind)127;
    private const OperationKind Spread = (OperationKind)128;

    private Value Evaluate(IOperation operation, Frame frame)
    {
        Fuel.Step();
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            if (constant is not int number || operation.Type is not { SpecialType: SpecialType.System_Int32 })
                return Literal(constant, operation.Type);

            // `4 * Hidden` is made of sizes, and not one itself.
            if (operation.Kind != OperationKind.Binary)
                return Value.Of(Size(number));
        }

        // By kind, for that is one jump: the patterns below are tried one after the other.
        switch (operation.Kind)
        {
            case OperationKind.LocalReference:
                return Dereference(Variable(((ILocalReferenceOperation)operation).Local, operation, frame).Load());
            case OperationKind.ParameterReference:
                return Dereference(Parameter(((IParameterReferenceOperation)operation).Parameter, operation, frame).Load());
            case OperationKind.ArrayElementReference:
                return Dereference(ReadElement((IArrayElementReferenceOperation)operation, frame));
            case OperationKind.FieldReference:
                return Dereference(Through(Field((IFieldReferenceOperation)operation, frame)).Load());
            case OperationKind.PropertyReference:
                return Dereference(GetProperty((IPropertyReferenceOperation)operation, frame));
            case OperationKind.Binary:
                return Binary((IBinaryOperation)operation, frame);
            case OperationKind.Conversion:
                return Convert((IConversionOperation)operation, frame);
            case OperationKind.ExpressionStatement:
                return Evaluate(((IExpressionStatementOperation)operation).Operation, frame);
            case OperationKind.SimpleAssignment:
                return Assign((ISimpleAssignmentOperation)operation, frame);
            case OperationKind.CompoundAssignment:
                return Assign((ICompoundAssignmentOperation)operation, frame);
            case OperationKind.Increment or OperationKind.Decrement:
                return Increment((IIncrementOrDecrementOperation)operation, frame);
            case OperationKind.Invocation:
                return Dereference(Invoke((IInvocationOperation)operation, frame));
            case OperationKind.InstanceReference:
                return Self((IInstanceReferenceOperation)operation, frame);
            case OperationKind.FlowCapture:
                return Capture((IFlowCaptureOperation)operation, frame);
            case OperationKind.FlowCaptureReference:
                return Captured((IFlowCaptureReferenceOperation)operation, frame) is var captured && captured is Location location ? location.Load() : (Value)captured;
        }

        switch (operation)
        {
            case IUnaryOperation unary:
                return Unary(unary, frame);
            case IDeconstructionAssignmentOperation assignment:
                return Deconstruct(assignment, frame);
            case IObjectCreationOperation creation:
                return Create(creation, frame);
            case IArrayCreationOperation creation:
                return CreateArray(creation, frame);
            case IIsNullOperation isNull:
                return Value.Of(Evaluate(isNull.Operand, frame).IsNull);
            case ICaughtExceptionOperation:
                return frame.Caught[frame.Caught.Count - 1].Exception;
            case IIsPatternOperation pattern:
                return Value.Of(Matches(pattern.Pattern, Evaluate(pattern.Value, frame), frame));
            case IIsTypeOperation test:
                return Value.Of(IsInstance(Evaluate(test.ValueOperand, frame), Closed(test.TypeOperand, frame)) != test.IsNegated);
            case ITupleOperation tuple:
                return Value.Of(new TupleObject(tuple.Type, tuple.Elements.Select(element => Copied(Evaluate(element, frame))).ToArray()));
            case IDelegateCreationOperation creation:
                return CreateDelegate(creation, frame);
            case IMethodReferenceOperation reference:
                return MethodGroup(reference, null, frame);
            case IFlowAnonymousFunctionOperation lambda:
                return Lambda(lambda, lambda.Type, frame);
            case IDefaultValueOperation @default:
                return @default.Type is null ? Value.Null : DefaultOf(Closed(@default.Type, frame));
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression, frame);
            case IInterpolatedStringOperation text:
                return text.Parts.Aggregate(Value.Of(""), (whole, part) => Concatenate(whole.AsString!, TextOf(part, frame)));
            case IInterpolatedStringHandlerCreationOperation handler:
                return Value.Of(new OpaqueObject(handler.Type, "a formatted string"));
            case ITypeOfOperation type:
                return Value.Of(new TypeObject(Closed(type.TypeOperand, frame)));
            case INameOfOperation:
                return Value.Of("");
            case ISizeOfOperation size:
                return Value.Of(SizeOf(Closed(size.TypeOperand, frame)));
            case IAwaitOperation @await:
                return Await(Evaluate(@await.Operation, frame));
            case IRangeOperation range:
                return IndexModels.Range(
                    this,
                    range.LeftOperand is null ? IndexModels.Index(this, 0, false) : ToIndex(Evaluate(range.LeftOperand, frame)),
                    range.RightOperand is null ? IndexModels.Index(this, 0, true) : ToIndex(Evaluate(range.RightOperand, frame)));
            case IImplicitIndexerReferenceOperation indexer:
                return Dereference(ImplicitIndexer(indexer, frame));
            case IAddressOfOperation address:
                return Pointer(address, frame);
            case IDiscardOperation:
                return Value.Null;
            case IConditionalOperation conditional:
                return Evaluate(Evaluate(conditional.Condition, frame).AsBoolean ? conditional.WhenTrue : conditional.WhenFalse!, frame);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, frame);
            case IStaticLocalInitializationSemaphoreOperation:
                return Value.True;
            case ITypeParameterObjectCreationOperation creation:
                return CreateDefault(Closed(creation.Type!, frame), creation);
            case IAnonymousObjectCreationOperation creation:
                return CreateAnonymous(creation, frame);
            case IArgumentOperation argument:
                return Evaluate(argument.Value, frame);
            case IEventAssignmentOperation assignment:
                return Assign(assignment, frame);
            case IEventReferenceOperation reference:
                return Event(reference, frame).Value;
            case IEmptyOperation:
                return Value.Void;
            case ITupleBinaryOperation tuples:
                return Value.Of(TupleEquals(Evaluate(tuples.LeftOperand, frame), Evaluate(tuples.RightOperand, frame), tuples) == (tuples.OperatorKind == BinaryOperatorKind.Equals));
            case IUtf8StringOperation text:
                return Utf8(text);
            case ITranslatedQueryOperation query:
                return Evaluate(query.Operation, frame);
            case IReturnOperation { ReturnedValue: null }:
                return Value.Void;
            case IThrowOperation { Exception: { } thrown }:
                throw Thrown(Evaluate(thrown, frame), thrown);
            case IInvalidOperation:
                return Unresolved(operation, frame);
            case IDynamicMemberReferenceOperation { Instance: { } holder }:
                return Dynamic(operation, holder, ImmutableArray<IOperation>.Empty, frame);
            case IDynamicIndexerAccessOperation access:
                return Dynamic(operation, access.Operation, access.Arguments, frame);
            case IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { Instance: { } holder } } call:
                return Dynamic(operation, holder, call.Arguments, frame);
        }

        return operation.Kind switch
        {
            OperationKind.None => EvaluateBySyntax(operation, frame),
            CollectionExpression => CollectionOf(operation, frame),
            _ => throw Unsupported(operation),
        };
    }

    /// <summary>Pointers, stackalloc and fixed have no operation of their own: syntax tells them apart.</summary>
    private Value EvaluateBySyntax(IOperation operation, Frame frame)
    {
        // In `fixed (double* p = a[0])` the array, and in `fixed (double* p = &a[1])` the address, is wrapped once more.
        var only = operation.ChildOperations.Count == 1 ? operation.ChildOperations.First() : null;
        if (only is not null && only.Syntax == operation.Syntax)
        {
            if (only is IAddressOfOperation)
                return Evaluate(only, frame);
            if (operation.Type is IPointerTypeSymbol wrapped)
                return PointerTo(Evaluate(only, frame), wrapped, operation);
        }

        switch (operation.Syntax)
        {
            case ElementAccessExpressionSyntax when operation.ChildOperations.Count == 2:
            case PrefixUnaryExpressionSyntax when only is not null:
                return Refer(operation, frame).Load();
            case StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax:
                return StackAlloc(operation, frame);
            case CollectionExpressionSyntax:
                return CollectionOf(operation, frame);
        }

        if (IsPointedAt(operation))
            return Refer(operation, frame).Load();

        // What is left of `fixed (double* p = a)`: the array, or the address, that p is to point at.
        if (operation.Type is IPointerTypeSymbol pointer && only is not null)
            return PointerTo(Evaluate(only, frame), pointer, operation);
        throw Unsupported(operation);
    }

    private Value Literal(object? constant, ITypeSymbol? type)
    {
        var kind = Value.KindOf(type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type);
        return constant switch
        {
            null => type is { IsValueType: true } && kind is null ? DefaultOf(type) : Value.Null,
            string text => Value.Of(text),
            bool flag => Value.Of(flag),
            char letter => Value.Of(letter),
            double number => Value.Of(Traced.Constant(number), kind is { } real && Value.IsRealKind(real) ? real : ValueKind.Double),
            float number => Value.Of(Traced.Constant(number), ValueKind.Single),
            decimal number => Value.Of(Traced.Constant((double)number), ValueKind.Decimal),
            ulong number => Value.Integer(kind ?? ValueKind.UInt64, unchecked((long)number)),
            IConvertible number => Value.Integer(kind ?? KindOf(number), number.ToInt64(System.Globalization.CultureInfo.InvariantCulture)),
            _ => Value.Null,
        };
    }

    private static ValueKind KindOf(IConvertible number) => number.GetTypeCode() switch
    {
        System.TypeCode.SByte => ValueKind.SByte,
        System.TypeCode.Byte => ValueKind.Byte,
        System.TypeCode.Int16 => ValueKind.Int16,
        System.TypeCode.UInt16 => ValueKind.UInt16,
        System.TypeCode.UInt32 => ValueKind.UInt32,
        System.TypeCode.Int64 => ValueKind.Int64,
        _ => ValueKind.Int32,
    };

    /// <summary>What a member returned by reference refers to; any other value as it is.</summary>
    private static Value Dereference(Value value) => value.AsObject is Location location ? location.Load() : value;

    private Value Self(IInstanceReferenceOperation instance, Frame frame)
    {
        for (var scope = frame; scope is not null; scope = scope.Outer)
        {
            if (!scope.Self.IsNull)
                return scope.Self;
        }

        return Value.Null;
    }

    private Value Capture(IFlowCaptureOperation capture, Frame frame)
    {
        frame.Captures[capture.Id] =
            IsCopiedByWith(capture.Value) ? Copied(Evaluate(capture.Value, frame))
            : IsWrittenTo(capture, frame) ? Place(capture, frame)
            : Evaluate(capture.Value, frame);
        return Value.Void;
    }

    /// <summary>A place to be assigned to later; in <c>x += c ? (x = 1) : 2</c> with what it holds by now.</summary>
    private Location Place(IFlowCaptureOperation capture, Frame frame)
    {
        var place = Refer(capture.Value, frame);
        return _code.CompoundTargets(frame.Graph).Contains(capture.Id) ? new ReadPlace(place, Copied(place.Load())) : place;
    }

    /// <summary>True for s in <c>s with { … }</c>: a class is cloned by a call of its own, a struct simply by being a value.</summary>
    private static bool IsCopiedByWith(IOperation operand)
    {
        var syntax = operand.Syntax;
        while (syntax.Parent is ParenthesizedExpressionSyntax parenthesized)
            syntax = parenthesized;
        return syntax.Parent is WithExpressionSyntax with && with.Expression == syntax;
    }

    private Value Utf8(IUtf8StringOperation text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.Value).Select(value => Value.Integer(ValueKind.Byte, value)).ToArray();
        return Value.Of(new Window(text.Type, Compilation.GetSpecialType(SpecialType.System_Byte), bytes, 0, bytes.Length));
    }

    private object Captured(IFlowCaptureReferenceOperation reference, Frame frame) =>
        frame.Captures.TryGetValue(reference.Id, out var captured) ? captured : throw Unsupported(reference);

    /// <summary>True where the lowering keeps a place, to be assigned to later, and not a value.</summary>
    private bool IsWrittenTo(IFlowCaptureOperation capture, Frame frame) =>
        capture.Value is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            or IInstanceReferenceOperation { Type.IsValueType: true } or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IInvocationOperation { TargetMethod.RefKind: not RefKind.None } or { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax or PrefixUnaryExpressionSyntax }
        && _code.WrittenCaptures(frame.Graph).Contains(capture.Id);

    private static int SizeOf(ITypeSymbol type) => Value.KindOf(type) switch
    {
        ValueKind.Boolean or ValueKind.SByte or ValueKind.Byte => 1,
        ValueKind.Int16 or ValueKind.UInt16 or ValueKind.Char => 2,
        ValueKind.Int32 or ValueKind.UInt32 or ValueKind.Single => 4,
        ValueKind.Decimal => 16,
        _ => 8,
    };

    private Value Await(Value task) => task.AsObject is TaskObject done ? done.Result : task;

    private Value CreateAnonymous(IAnonymousObjectCreationOperation creation, Frame frame)
    {
        var instance = new Instance((INamedTypeSymbol)Closed(creation.Type!, frame));
        foreach (var initializer in creation.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (initializer.Target is IPropertyReferenceOperation property)
                instance.Add(property.Property.OriginalDefinition, Copied(Evaluate(initializer.Value, frame)));
        }

        return Value.Of(instance);
    }

    private Value CollectionOf(IOperation operation, Frame frame)
    {
        var items = new List<Value>();
        foreach (var element in operation.ChildOperations)
        {
            if (element.Kind == Spread || element.Syntax is SpreadElementSyntax)
                items.AddRange(Enumerate(Evaluate(element.ChildOperations.First(), frame)).Select(item => item));
            else
                items.Add(Copied(Evaluate(element, frame)));
        }

        Fuel.Allocate(items.Count);
        return Gather(items, Closed(operation.Type!, frame), operation);
    }

    /// <summary>The items as a collection of the given type.</summary>
    private Value Gather(List<Value> items, ITypeSymbol type, IOperation operation)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                var made = NewArray(array.ElementType, items.Count);
                for (var i = 0; i < items.Count; i++)
                    made.Cells[i] = ConvertTo(items[i], array.ElementType);
                return Value.Of(made);
            case INamedTypeSymbol { TypeArguments.Length: 1 } named when IsSpanLike(named) || named.TypeKind == TypeKind.Interface || named.Name == "ImmutableArray":
                var cells = (ArrayObject)Gather(items, Compilation.ArrayOf(named.TypeArguments[0]), operation).AsObject!;
                return IsSpanLike(named) ? Value.Of(new Window(named, named.TypeArguments[0], cells.Cells, 0, cells.Length))
                    : named.Name == "ImmutableArray" ? Value.Of(new ListObject(named, cells.Cells.ToList()))
                    : Value.Of(cells);
            case INamedTypeSymbol named when named.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.Length == 0) is { } constructor:
                var collection = CreateObject(constructor, Array.Empty<Value>(), operation);
                if (collection.AsObject is ListObject list)
                {
                    list.Items.AddRange(items);
                    return collection;
                }

                var add = named.GetMembers("Add").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == 1) ?? throw Unsupported(operation);
                foreach (var item in items)
                    CallMethod(add, collection, new[] { item }, operation);
                return collection;
            default:
                throw Unsupported(operation);
        }
    }

    internal static bool IsSpanLike(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", Arity: 1, ContainingNamespace.Name: "System" };
}
