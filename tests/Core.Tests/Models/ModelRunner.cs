using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;
using Location = RnnLint.Tracing.Location;

namespace RnnLint.Core.Tests.Models;

/// <summary>Evaluates a snippet's operations directly, with every library member answered by its model.</summary>
internal sealed class ModelRunner(FakeMachine machine, Snippet snippet)
{
    private static readonly ModelTable Table = LibraryModels.Create();
    private readonly Dictionary<ISymbol, Slot> _variables = new(SymbolEqualityComparer.Default);
    private readonly Stack<Value> _implicitReceivers = new();

    /// <summary>The code of the models that were used.</summary>
    public HashSet<MethodInfo> Used { get; } = new();

    /// <summary>The members whose models were used, as <c>Type.Member</c>.</summary>
    public HashSet<string> UsedMembers { get; } = new();

    public Value Run(IReadOnlyDictionary<string, Value> arguments)
    {
        var method = (IMethodSymbol)snippet.Semantics.GetDeclaredSymbol((MethodDeclarationSyntax)snippet.Body.Syntax.Parent!)!;
        foreach (var parameter in method.Parameters)
            _variables[parameter] = new Slot(arguments[parameter.Name]);
        return Block(snippet.Body) ?? Value.Void;
    }

    /// <summary>The value of a return statement, or null where the block ran through.</summary>
    private Value? Block(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                foreach (var inner in block.Operations)
                {
                    if (Block(inner) is { } result)
                        return result;
                }

                return null;
            case IReturnOperation { ReturnedValue: { } returned }:
                return Eval(returned);
            case IReturnOperation:
                return Value.Void;
            case IForEachLoopOperation loop:
                return ForEach(loop);
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                {
                    if (declarator.Initializer?.Value is not { } initial)
                        _variables[declarator.Symbol] = new Slot();
                    else if (declarator.Symbol.IsRef)
                        _variables[declarator.Symbol] = new Slot(Value.Of(Place(initial)));
                    else
                        _variables[declarator.Symbol] = new Slot(Eval(initial).CopyOnStore());
                }

                return null;
            case IUsingDeclarationOperation used:
                return Block(used.DeclarationGroup);
            default:
                Eval(operation);
                return null;
        }
    }

    private Value? ForEach(IForEachLoopOperation loop)
    {
        var info = snippet.Semantics.GetForEachStatementInfo((CommonForEachStatementSyntax)loop.Syntax);
        var enumerator = Call(info.GetEnumeratorMethod!, Eval(Unconverted(loop.Collection)), []);
        var variable = new Slot();
        _variables[loop.Locals.Single()] = variable;
        while (Call(info.MoveNextMethod!, enumerator, []).AsBoolean)
        {
            var current = Call(info.CurrentProperty!.GetMethod!, enumerator, []);
            variable.Value = loop.Locals.Single().IsRef ? current : Loaded(current);
            if (Block(loop.Body) is { } result)
                return result;
        }

        if (info.DisposeMethod is { } dispose)
            Call(dispose, enumerator, []);
        return null;
    }

    private Value Eval(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true } constant && operation is not IConversionOperation)
            return Literal(constant.Value);
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Eval(statement.Operation);
            case IParenthesizedOperation inner:
                return Eval(inner.Operand);
            case ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation:
                return Loaded(Place(operation).Load());
            case IFieldReferenceOperation field:
                return Field(field);
            case IPropertyReferenceOperation property:
                return Loaded(Property(property, property.Property.GetMethod!, []));
            case IInvocationOperation invocation:
                return Loaded(Invocation(invocation));
            case IObjectCreationOperation creation:
                return Creation(creation);
            case IArrayCreationOperation creation:
                return ArrayOf(creation);
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IDelegateCreationOperation creation:
                return Delegate(creation.Target);
            case IAnonymousFunctionOperation function:
                return Delegate(function);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Eval(assignment.Value).CopyOnStore());
            case ICompoundAssignmentOperation { OperatorMethod: { IsStatic: false } inPlace } assignment:
                Call(inPlace, Eval(assignment.Target), [Eval(assignment.Value)]);
                return Eval(assignment.Target);
            case ICompoundAssignmentOperation assignment:
                return Assign(assignment.Target, Binary(assignment.OperatorKind, assignment.OperatorMethod, Eval(assignment.Target), Eval(assignment.Value)));
            case IBinaryOperation binary:
                return Binary(binary.OperatorKind, binary.OperatorMethod, Eval(binary.LeftOperand), Eval(binary.RightOperand));
            case IUnaryOperation { OperatorMethod: { } method } unary:
                return Call(method, Value.Null, [Eval(unary.Operand)]);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } unary:
                return Numbers.Negate(machine.Arithmetic, Eval(unary.Operand));
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } unary:
                return IndexModels.Index(machine, Eval(unary.Operand).AsInt32, true);
            case IRangeOperation range:
                return IndexModels.Range(machine,
                    range.LeftOperand is { } left ? Eval(left) : IndexModels.Index(machine, 0, false),
                    range.RightOperand is { } right ? Eval(right) : IndexModels.Index(machine, 0, true));
            case IConditionalOperation conditional:
                return Eval(conditional.Condition).AsBoolean ? Eval(conditional.WhenTrue) : conditional.WhenFalse is { } other ? Eval(other) : Value.Void;
            case ITupleOperation tuple:
                return Value.Of(new TupleObject(tuple.Type, tuple.Elements.Select(e => Eval(e).CopyOnStore()).ToArray()));
            case IImplicitIndexerReferenceOperation { Instance: var indexed, Argument: var index, IndexerSymbol: IPropertySymbol indexer }:
                var list = Eval(indexed);
                return Loaded(Call(indexer.GetMethod!, list, [Value.Of(IndexModels.Offset(Eval(index), Sequences.Count(list)))]));
            case ICollectionExpressionOperation { Type: INamedTypeSymbol { Name: "ReadOnlySpan" } span } collection:
                var cells = collection.Elements.Select(Eval).ToArray();
                return Value.Of(new Window(span, span.TypeArguments[0], cells, 0, cells.Length));
            case ITypeOfOperation typeOf:
                return Value.Of(new TypeObject(typeOf.TypeOperand));
            case IDefaultValueOperation { Type: { } type }:
                return machine.DefaultOf(type);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                return _implicitReceivers.Peek();
            case IInterpolatedStringOperation interpolated:
                return Value.Of(string.Concat(interpolated.Parts.Select(part => part is IInterpolationOperation hole
                    ? TextModels.Format(Eval(hole.Expression), (hole.FormatString as ILiteralOperation)?.ConstantValue.Value as string)
                    : (string)((IInterpolatedStringTextOperation)part).Text.ConstantValue.Value!)));
            default:
                throw new NotSupportedException(operation.Kind + ": " + operation.Syntax);
        }
    }

    private Location Place(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => Variable(local.Local),
        IParameterReferenceOperation parameter => Variable(parameter.Parameter),
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => _variables[local.Local] = new Slot(),
        IDiscardOperation => new Slot(),
        IArrayElementReferenceOperation element => Element(element),
        IPropertyReferenceOperation { Property.ReturnsByRef: true } property => Property(property, property.Property.GetMethod!, []).As<Location>(),
        IPropertyReferenceOperation { Property.ReturnsByRefReadonly: true } property => Property(property, property.Property.GetMethod!, []).As<Location>(),
        IInvocationOperation { TargetMethod.RefKind: not RefKind.None } call => Invocation(call).As<Location>(),
        IFieldReferenceOperation { Instance: { } instance } field when Eval(instance).AsObject is ComponentsObject components => components.Field(field.Field.Name, field.Field.Type)!,
        IFieldReferenceOperation { Instance: { } instance } field => new CellLocation(Eval(instance).As<TupleObject>().Items, int.Parse(field.Field.CorrespondingTupleField!.Name[4..]) - 1),
        IConversionOperation conversion => Place(conversion.Operand),
        IParenthesizedOperation inner => Place(inner.Operand),
        IObjectCreationOperation or IInvocationOperation or IBinaryOperation or ILiteralOperation or ICollectionExpressionOperation => new Slot(Eval(operation)),
        _ => throw new NotSupportedException(operation.Kind + " as a place: " + operation.Syntax),
    };

    private Location Variable(ISymbol symbol) =>
        _variables[symbol].Value.AsObject is Location reference ? reference : _variables[symbol];

    private Location Element(IArrayElementReferenceOperation element)
    {
        var array = Eval(element.ArrayReference).As<ArrayObject>();
        var offset = array.Offset(element.Indices.Select(index => Eval(index).AsInt32).ToArray());
        return offset >= 0 ? new CellLocation(array.Cells, offset) : throw machine.Throw("System.IndexOutOfRangeException", "");
    }

    private static Value Loaded(Value value) => value.AsObject is Location place ? place.Load() : value;

    private Value Assign(IOperation target, Value value)
    {
        if (target is IPropertyReferenceOperation { Property: { ReturnsByRef: false, SetMethod: { } setter } } property)
            return Property(property, setter, [value]);
        Place(target).Store(value);
        return value;
    }

    private Value Property(IPropertyReferenceOperation property, IMethodSymbol accessor, Value[] value) =>
        Call(accessor, property.Instance is { } instance ? Eval(instance) : Value.Null, [.. property.Arguments.Select(Argument), .. value]);

    private Value Field(IFieldReferenceOperation field) => field.Instance is { } instance
        ? Eval(instance).AsObject is ComponentsObject components ? components.Field(field.Field.Name, field.Field.Type)!.Load() : Eval(instance).As<TupleObject>().Items[int.Parse((field.Field.CorrespondingTupleField ?? field.Field).Name[4..]) - 1]
        : FieldModels.Find(machine, field.Field) ?? Table.FindField(MetadataName(field.Field.ContainingType), field.Field)?.Invoke(machine, field.Field) ?? throw new NotSupportedException(field.Field.ToDisplayString());

    private Value Invocation(IInvocationOperation invocation)
    {
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(Argument).ToArray();
        var receiver = invocation.Instance is { } instance ? Eval(instance) : Value.Null;
        return invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            ? machine.Invoke(receiver, arguments)
            : Call(invocation.TargetMethod, receiver, arguments);
    }

    private Value Argument(IArgumentOperation argument) =>
        argument.Parameter!.RefKind == RefKind.None ? Eval(argument.Value) : Value.Of(Place(argument.Value));

    private Value Creation(IObjectCreationOperation creation)
    {
        var made = Call(creation.Constructor!, Value.Null, creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(Argument).ToArray());
        _implicitReceivers.Push(made);
        foreach (var initializer in creation.Initializer?.Initializers ?? [])
            Eval(initializer);
        _implicitReceivers.Pop();
        return made;
    }

    private Value ArrayOf(IArrayCreationOperation creation)
    {
        var elementType = ((IArrayTypeSymbol)creation.Type!).ElementType;
        var array = machine.NewArray(elementType, creation.DimensionSizes.Select(size => Eval(size).AsInt32).ToArray());
        var items = creation.Initializer?.ElementValues.Select(Eval).Select(item => item.CopyOnStore()).ToArray() ?? [];
        items.CopyTo(array.Cells, 0);
        if (creation is { IsImplicit: true, Parent: IArgumentOperation { Parameter.Type.Name: "ReadOnlySpan" } })
            return Value.Of(new Window(null, elementType, array.Cells, 0, array.Length));
        return Value.Of(array);
    }

    private Value Conversion(IConversionOperation conversion)
    {
        var operand = Eval(conversion.Operand);
        if (conversion.OperatorMethod is { } method)
            return Call(method, Value.Null, [operand]);
        if (conversion.GetConversion().IsSpan)
        {
            var type = (INamedTypeSymbol)conversion.Type!;
            return SpanOf(type, operand);
        }

        return Value.KindOf(conversion.Type) is { } kind && kind != ValueKind.Boolean && (operand.IsReal || operand.IsInteger)
            ? Numbers.Convert(operand, kind)
            : operand;
    }

    private Value SpanOf(INamedTypeSymbol type, Value operand) =>
        Call(type.GetMembers("op_Implicit").OfType<IMethodSymbol>().First(m => SymbolEqualityComparer.Default.Equals(m.ReturnType, type)), Value.Null, [operand]);

    private Value Binary(BinaryOperatorKind kind, IMethodSymbol? method, Value x, Value y)
    {
        if (method is not null && !(method.ContainingType.SpecialType == SpecialType.System_String && kind == BinaryOperatorKind.Add))
            return Call(method, Value.Null, [x, y]);
        return kind switch
        {
            BinaryOperatorKind.Add when x.AsString is not null || y.AsString is not null => Value.Of(TextModels.Format(x) + TextModels.Format(y)),
            BinaryOperatorKind.Add => Numbers.Add(machine.Arithmetic, x, y),
            BinaryOperatorKind.Subtract => Numbers.Subtract(machine.Arithmetic, x, y),
            BinaryOperatorKind.Multiply => Numbers.Multiply(machine.Arithmetic, x, y),
            BinaryOperatorKind.Divide => Numbers.Divide(machine.Arithmetic, x, y),
            BinaryOperatorKind.Remainder => Numbers.Remainder(machine.Arithmetic, x, y),
            BinaryOperatorKind.GreaterThan => Value.Of(Numbers.Compare(x, y) > 0),
            BinaryOperatorKind.LessThan => Value.Of(Numbers.Compare(x, y) < 0),
            BinaryOperatorKind.GreaterThanOrEqual => Value.Of(Numbers.Compare(x, y) >= 0),
            BinaryOperatorKind.LessThanOrEqual => Value.Of(Numbers.Compare(x, y) <= 0),
            BinaryOperatorKind.Equals => Value.Of(machine.AreEqual(x, y)),
            BinaryOperatorKind.NotEquals => Value.Of(!machine.AreEqual(x, y)),
            BinaryOperatorKind.ConditionalAnd => Value.Of(x.AsBoolean && y.AsBoolean),
            BinaryOperatorKind.ConditionalOr => Value.Of(x.AsBoolean || y.AsBoolean),
            _ => throw new NotSupportedException(kind.ToString()),
        };
    }

    private Value Delegate(IOperation target)
    {
        if (target is IMethodReferenceOperation reference)
        {
            var receiver = reference.Instance is { } instance ? Eval(instance) : Value.Null;
            return Value.Of(new FunctionObject(arguments => Loaded(Call(reference.Method, receiver, arguments))));
        }

        var function = (IAnonymousFunctionOperation)target;
        return Value.Of(new FunctionObject(arguments =>
        {
            for (var i = 0; i < arguments.Length; i++)
                _variables[function.Symbol.Parameters[i]] = new Slot(arguments[i].CopyOnStore());
            return Block(function.Body) ?? Value.Void;
        }));
    }

    private Value Call(IMethodSymbol method, Value receiver, Value[] arguments)
    {
        var named = (receiver.AsObject as HeapObject)?.Type as INamedTypeSymbol;
        var own = receiver.AsObject is ArrayObject ? "System.Array" : named is null ? null : MetadataName(named);
        var declared = MetadataName(method.ContainingType);
        var model = (own is null ? null : Table.Find(own, method)) ?? Table.Find(declared, method)
            ?? throw new TraceStoppedException(StopKind.Unsupported, "no model of " + declared + "." + method.Name);
        Used.Add(model.Method);
        UsedMembers.Add(declared + "." + method.Name);
        return model(new ModelCall(machine, method, receiver, arguments));
    }

    private static string MetadataName(INamedTypeSymbol type) =>
        type is { Name: "", ContainingType: { } block } ? MetadataName(block) :
        type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    private static IOperation Unconverted(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion ? conversion.Operand : operation;

    private static Value Literal(object? value) => value switch
    {
        null => Value.Null,
        bool v => Value.Of(v),
        char v => Value.Of(v),
        double v => Value.Of(v),
        float v => Value.Of(v),
        decimal v => Value.Of(Traced.Constant((double)v), ValueKind.Decimal),
        string v => Value.Of(v),
        int v => Value.Of(v),
        uint v => Value.Integer(ValueKind.UInt32, v),
        long v => Value.Of(v),
        ulong v => Value.Integer(ValueKind.UInt64, (long)v),
        byte v => Value.Integer(ValueKind.Byte, v),
        sbyte v => Value.Integer(ValueKind.SByte, v),
        short v => Value.Integer(ValueKind.Int16, v),
        ushort v => Value.Integer(ValueKind.UInt16, v),
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
