using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <content>Objects, arrays, statics, and the members that the compiler writes.</content>
public sealed partial class Interpreter
{
    // A small array is mostly overhead.
    private const int CostOfArray = 8;

    private readonly Dictionary<INamedTypeSymbol, Dictionary<ISymbol, Slot>> _statics = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ILocalSymbol, Slot> _staticLocals = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HeapObject> _locals = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _localOrder = new();

    /// <summary>The last object that each local variable held, in order of first assignment.</summary>
    public IEnumerable<KeyValuePair<ISymbol, HeapObject>> Locals => _localOrder.Select(local => new KeyValuePair<ISymbol, HeapObject>(local, _locals[local]));

    private void Name(Value value, ISymbol symbol)
    {
        if (value.AsObject is not HeapObject held || held is DelegateObject)
            return;
        if (!_locals.ContainsKey(symbol))
            _localOrder.Add(symbol);
        _locals[symbol] = held;
        PromoteDrawn(value, symbol);
    }

    /// <summary>Weights that are drawn in local code become leaves where they are first kept.</summary>
    private void PromoteDrawn(Value value, ISymbol? symbol)
    {
        if (PromoteTensor is { } promote && value.AsObject is TensorObject or ComponentsObject && ((HeapObject)value.AsObject).Slots().Any(slot => slot.Location.Load() is { IsReal: true, AsTraced: { IsConstant: false, Node: var node } } && Tape.IsDrawn(node)))
            promote((HeapObject)value.AsObject, symbol);
    }

    /// <summary>Initialises the static part of a type, as its first use would.</summary>
    public void TouchStatics(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && IsInSource(current); current = current.BaseType)
            StaticsOf(current);
    }

    private Value Create(IObjectCreationOperation creation, Frame frame)
    {
        var constructor = creation.Constructor is null ? null : frame.Types.Substitute(creation.Constructor, Compilation);
        if (constructor is null)
            return CreateDefault(Closed(creation.Type!, frame), creation);
        return CreateObject(constructor, Arguments(creation.Arguments, constructor.Parameters, frame), creation);
    }

    private Value CreateDefault(ITypeSymbol type, IOperation operation)
    {
        if (type.IsValueType)
            return DefaultOf(type);
        var constructor = (type as INamedTypeSymbol)?.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty);
        return constructor is null ? throw Unsupported(operation) : CreateObject(constructor, Array.Empty<Value>(), operation);
    }

    private Value CreateObject(IMethodSymbol constructor, Value[] arguments, IOperation? operation)
    {
        var type = constructor.ContainingType;
        if (IsInSource(type))
        {
            var instance = NewInstance(type);
            if (type.IsValueType && constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty)
                return Value.Of(instance);
            RunConstructor(instance, constructor, arguments, operation);
            return Value.Of(instance);
        }

        if (FindModel(constructor, Value.Null) is { } model)
        {
            return CallModel(model, constructor, Value.Null, arguments, operation);
        }

        if (IsException(type))
            return Value.Of(new ExceptionObject(type, arguments.Select(argument => argument.AsString).FirstOrDefault(text => text is not null) ?? type.Name));
        if (type.SpecialType == SpecialType.System_Object)
            return Value.Of(new OpaqueObject(type, "new object()"));
        if (type.IsTupleType)
            return Value.Of(new TupleObject(type, arguments));
        return Opaque(type, "new " + type.Name, arguments);
    }

    private Instance NewInstance(INamedTypeSymbol type)
    {
        // A struct that holds itself does not compile, and would never end.
        Fuel.Enter();
        try
        {
            var instance = new Instance(type);
            foreach (var ancestor in Bases(type).Reverse().Where(IsInSource))
            {
                var map = TypeMap.Of(ancestor, Compilation);
                var storage = _code.Type(ancestor).InstanceStorage;
                Fuel.Allocate(storage.Count);
                foreach (var member in storage)
                    instance.Add(member, DefaultOf(map.Substitute(TypeCode.TypeOf(member), Compilation)));
            }

            return instance;
        }
        finally
        {
            Fuel.Leave();
        }
    }

    private void RunConstructor(Instance instance, IMethodSymbol constructor, Value[] arguments, IOperation? operation)
    {
        var type = constructor.ContainingType;
        if (!IsInSource(type))
        {
            KeepMessage(instance, constructor, arguments);
            return;
        }

        var syntax = constructor.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_cancellation)).FirstOrDefault();
        var initializer = (syntax as ConstructorDeclarationSyntax)?.Initializer;
        if (initializer is null || initializer.IsKind(SyntaxKind.BaseConstructorInitializer))
            Initialize(instance, constructor, arguments, syntax as TypeDeclarationSyntax, operation);
        if (initializer is null && type.BaseType is { } baseType && (IsInSource(baseType) || IsException(baseType)))
            RunBaseConstructor(instance, constructor, baseType, syntax as TypeDeclarationSyntax, operation);
        if (_code.Body(constructor, _cancellation) is { } graph)
            RunBody(constructor, graph, Value.Of(instance), arguments, operation);
    }

    /// <summary>Primary-constructor parameters, field and property initializers, and a record's positional properties.</summary>
    private void Initialize(Instance instance, IMethodSymbol constructor, Value[] arguments, TypeDeclarationSyntax? primary, IOperation? operation)
    {
        var type = constructor.ContainingType;
        if (primary is not null)
        {
            foreach (var parameter in constructor.OriginalDefinition.Parameters)
            {
                var value = Copied(arguments[parameter.Ordinal]);
                var positional = type.IsRecord
                    ? type.OriginalDefinition.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property => instance.Find(property) is not null)
                    : null;
                if (positional is not null)
                    instance.Find(positional)!.Value = value;
                if (instance.Find(parameter) is null)
                    instance.Add(parameter, value);
            }
        }

        foreach (var clause in _code.Type(type).InstanceInitializers)
        {
            if (_code.Initializer(clause, _cancellation) is { } graph)
                Run(new Frame(constructor.OriginalDefinition, graph, Value.Of(instance), TypeMap.Within(constructor, null, Compilation), _frame, CallSite(constructor.OriginalDefinition, operation), null));
        }
    }

    /// <summary>What an exception class of the code's own hands to <c>System.Exception</c>.</summary>
    private static void KeepMessage(Instance instance, IMethodSymbol constructor, Value[] arguments)
    {
        if (Bases(constructor.ContainingType).LastOrDefault(type => type.Name == "Exception") is not { } root)
            return;
        foreach (var parameter in constructor.Parameters)
        {
            var member = parameter.Type.SpecialType == SpecialType.System_String ? "Message" : parameter.Name.StartsWith("inner", StringComparison.Ordinal) ? "InnerException" : "";
            if (root.GetMembers(member).FirstOrDefault() is { } property && instance.Find(property) is null)
                instance.Add(property, arguments[parameter.Ordinal]);
        }
    }

    private static bool IsException(INamedTypeSymbol type) => Bases(type).Any(ancestor => ancestor.ToDisplayString() == "System.Exception");

    private void RunBaseConstructor(Instance instance, IMethodSymbol constructor, INamedTypeSymbol baseType, TypeDeclarationSyntax? primary, IOperation? operation)
    {
        if (primary?.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } call
            && _code.Semantics(call.SyntaxTree).GetOperation(call, _cancellation) is IInvocationOperation invocation)
        {
            var frame = new Frame(constructor.OriginalDefinition, null, Value.Of(instance), TypeMap.Within(constructor, null, Compilation), _frame, null, null);
            var target = frame.Types.Substitute(invocation.TargetMethod, Compilation);
            RunConstructor(instance, target, Arguments(invocation.Arguments, target.Parameters, frame), operation);
            return;
        }

        var parameterless = baseType.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.All(parameter => parameter.IsOptional) && !candidate.IsImplicitlyDeclared)
            ?? baseType.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty);
        if (parameterless is not null)
            RunConstructor(instance, parameterless, parameterless.Parameters.Select(DefaultArgument).ToArray(), operation);
    }

    private Value DefaultArgument(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? Literal(parameter.ExplicitDefaultValue, parameter.Type) : DefaultOf(parameter.Type);

    private Value CreateArray(IArrayCreationOperation creation, Frame frame)
    {
        var type = (IArrayTypeSymbol)Closed(creation.Type!, frame);
        if (creation.DimensionSizes.Length != type.Rank)
            throw DoesNotCompile(creation);
        var sizes = creation.DimensionSizes.Select(size => Evaluate(size, frame)).ToArray();
        var lengths = creation.Initializer is { } elements ? LengthsOf(elements, type.Rank) : sizes.Select(size => size.AsInteger).ToArray();
        if (lengths.Any(length => length is < 0 or > int.MaxValue))
            throw Throw("System.OverflowException", "a negative or too large array length in " + Describe(creation), creation.Syntax);
        if (EmptySize is null && Array.IndexOf(lengths, 0) is >= 0 and var empty && empty < creation.DimensionSizes.Length && !creation.DimensionSizes[empty].ConstantValue.HasValue && Value.KindOf(type.ElementType) is { } kind && Value.IsRealKind(kind))
            EmptySize = creation.DimensionSizes[empty].Syntax.ToString();
        var array = NewArray(type.ElementType, lengths.Select(length => (int)length).ToArray());
        if (Array.Exists(sizes, size => size.Mark != 0))
            array.LengthMarks = Array.ConvertAll(sizes, size => size.Mark);
        if (creation.Initializer is { } initializer)
        {
            var offset = 0;
            Fill(initializer);

            void Fill(IArrayInitializerOperation part)
            {
                foreach (var element in part.ElementValues)
                {
                    if (element is IArrayInitializerOperation nested)
                        Fill(nested);
                    else
                        array.Cells[offset++] = Copied(Evaluate(element, frame));
                }
            }
        }

        return Value.Of(array);
    }

    /// <summary>As many as are written out, whatever smaller number stands in for a large constant.</summary>
    private static long[] LengthsOf(IArrayInitializerOperation initializer, int rank)
    {
        var lengths = new long[rank];
        IOperation? part = initializer;
        for (var i = 0; i < rank && part is IArrayInitializerOperation { ElementValues: var elements }; i++)
        {
            lengths[i] = elements.Length;
            part = elements.FirstOrDefault();
        }
        return lengths;
    }

    public ArrayObject NewArray(ITypeSymbol elementType, params int[] lengths)
    {
        long count = 1;
        foreach (var length in lengths)
        {
            count *= length;
            Fuel.Allocate(count);
        }

        var initial = DefaultOf(elementType);
        Fuel.Allocate(count * FieldsOf(initial) + CostOfArray);
        var cells = new Value[count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Copied(initial);
        var array = new ArrayObject(Compilation.ArrayOf(elementType, lengths.Length), elementType, lengths, cells);
        return array;
    }

    /// <summary>The value as an assignment stores it: a struct or tuple is copied, and its fields are paid for.</summary>
    private Value Copied(Value value)
    {
        if (value.AsObject is not (TupleObject or ComponentsObject or Instance { Type.IsValueType: true }))
            return value.CopyOnStore();
        PayForFields(value);
        return value.CopyOnStore();
    }

    /// <summary>An operand as it is before what is evaluated <paramref name="next"/>: a struct is copied where that could change it.</summary>
    private Value KeptWhile(IOperation next, Value operand) =>
        operand.AsObject is TupleObject or ComponentsObject or Instance { Type.IsValueType: true } && !IsRepeatable(next) ? Copied(operand) : operand;

    private void PayForFields(Value value)
    {
        var fields = value.AsObject switch
        {
            TupleObject tuple => tuple.Items,
            Instance { Type.IsValueType: true } instance => instance.Values,
            ComponentsObject components => components.Elements,
            _ => Array.Empty<Value>(),
        };
        foreach (var field in fields)
        {
            Fuel.Step();
            PayForFields(field);
        }
    }

    /// <summary>Number of values that a copy of this one makes beyond itself.</summary>
    private static long FieldsOf(Value value) =>
        value.AsObject is Instance { Type.IsValueType: true } or TupleObject or ComponentsObject ? ((HeapObject)value.AsObject).Slots().Sum(slot => 1 + FieldsOf(slot.Location.Load())) : 0;

    public Value DefaultOf(ITypeSymbol type)
    {
        if (Value.KindOf(type) is { } kind)
            return Value.IsRealKind(kind) ? Value.Of(Traced.Constant(0), kind) : kind == ValueKind.Boolean ? Value.False : Value.Integer(kind, 0);
        if (!type.IsValueType || type is not INamedTypeSymbol named || IsNullable(named))
            return Value.Null;
        if (named.IsTupleType)
            return Value.Of(new TupleObject(named, named.TupleElements.Select(element => DefaultOf(element.Type)).ToArray()));
        if (IsSpanLike(named))
            return Value.Of(new Window(named, named.TypeArguments[0], Array.Empty<Value>(), 0, 0));
        if (IsInSource(named))
            return Value.Of(NewInstance(named));
        var constructor = named.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty);
        return constructor is not null && FindModel(constructor, Value.Null) is { } model
            ? CallModel(model, constructor, Value.Null, Array.Empty<Value>(), null)
            : Value.Of(new OpaqueObject(named, "default(" + named.Name + ")"));
    }

    private static bool IsInSource(INamedTypeSymbol type) => !type.DeclaringSyntaxReferences.IsEmpty;

    private Slot StaticSlot(ISymbol member, Frame frame, IOperation operation)
    {
        var type = (INamedTypeSymbol)Closed(member.ContainingType, frame);
        if (!IsInSource(type))
        {
            return member is IFieldSymbol { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String }
                ? new Slot(Value.Of(""))
                : new Slot(StaticOfLibrary(member, operation));
        }

        return StaticsOf(type).TryGetValue(CodeBase.StorageOf(member), out var slot) ? slot : throw Unsupported(operation);
    }

    private Value StaticOfLibrary(ISymbol member, IOperation operation)
    {
        if (member is IFieldSymbol field && _code.Models.FindField(_code.MetadataName(field.ContainingType), field) is { } model)
            return model(this, field);
        if (member is IFieldSymbol known && FieldModels.Find(this, known) is { } value)
            return value;
        return Opaque(operation.Type, member.ContainingType.Name + "." + member.Name);
    }

    /// <summary>The static storage of a source type, its initializers and static constructor interpreted on first use.</summary>
    private Dictionary<ISymbol, Slot> StaticsOf(INamedTypeSymbol type)
    {
        if (_statics.TryGetValue(type, out var slots))
            return slots;
        _statics.Add(type, slots = new Dictionary<ISymbol, Slot>(SymbolEqualityComparer.Default));
        var map = TypeMap.Of(type, Compilation);
        var code = _code.Type(type);
        foreach (var member in code.StaticStorage)
            slots.Add(member, new Slot(DefaultOf(map.Substitute(TypeCode.TypeOf(member), Compilation))));
        foreach (var clause in code.StaticInitializers)
        {
            if (_code.Initializer(clause, _cancellation) is { } graph)
                Run(new Frame(type, graph, Value.Null, map, _frame, null, null));
        }

        if (type.StaticConstructors.FirstOrDefault() is { } constructor && _code.Body(constructor, _cancellation) is { } body)
            RunBody(constructor, body, Value.Null, Array.Empty<Value>(), null);
        SupplyStatics(slots);
        return slots;
    }

    private Slot StaticLocal(ILocalSymbol local)
    {
        if (!_staticLocals.TryGetValue(local, out var slot))
            _staticLocals.Add(local, slot = new Slot());
        return slot;
    }

    /// <summary>Members without a body in source: automatic accessors, record members, what every object has. Null: none of these.</summary>
    private Value? CallSynthesized(IMethodSymbol method, Value receiver, Value[] arguments, IOperation? operation)
    {
        // Also one accessor of a property whose other accessor has a body and uses `field`.
        if (method.AssociatedSymbol is IPropertySymbol { IsAbstract: false, IsIndexer: false } property && IsInSource(property.ContainingType) && property.ContainingType.TypeKind != TypeKind.Interface)
        {
            var slot = property.IsStatic ? StaticSlot(property, _frame!, operation!) : (receiver.AsObject as Instance)?.Find(property.OriginalDefinition);
            if (slot is null)
                return null;
            if (method.MethodKind == MethodKind.PropertyGet)
                return slot.Value;
            slot.Value = Copied(arguments[0]);
            return Value.Void;
        }

        switch (method.Name)
        {
            case "<Clone>$" when receiver.AsObject is Instance cloned:
                return Value.Of(cloned.Clone());
            case "Equals" when receiver.AsObject is Instance && arguments.Length == 1:
                return Value.Of(AreEqual(receiver, arguments[0]));
            case "op_Equality" when method.ContainingType.IsRecord:
                return Value.Of(AreEqual(arguments[0], arguments[1]));
            case "op_Inequality" when method.ContainingType.IsRecord:
                return Value.Of(!AreEqual(arguments[0], arguments[1]));
            case "GetType" when arguments.Length == 0:
                return Value.Of(new TypeObject((receiver.AsObject as HeapObject)?.Type ?? Compilation.GetSpecialType(SpecialOf(receiver.Kind))));
            case "GetHashCode" when receiver.AsObject is Instance:
                return Value.Of(0);
            case "MemberwiseClone" when receiver.AsObject is Instance original:
                return Value.Of(original.Clone());
            case "get_Message" or "get_InnerException" when receiver.AsObject is Instance thrown && IsException(method.ContainingType):
                return thrown.Find(method.AssociatedSymbol!)?.Value ?? (method.Name == "get_Message" ? Value.Of(thrown.Type.Name) : Value.Null);
            case "ToString" when receiver.AsObject is Instance:
                return Value.Of("…");
            case ".ctor" when method.ContainingType.SpecialType == SpecialType.System_Object:
                return Value.Void;
        }

        return null;
    }

}
