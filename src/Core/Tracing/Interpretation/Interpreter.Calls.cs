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

/// <content>Calls: arguments, dispatch, bodies, models, delegates.</content>
public sealed partial class Interpreter
{
    private const int ItemsPerStep = 256;

    private IOperation? _serving;

    private Value Invoke(IInvocationOperation invocation, Frame frame)
    {
        var method = frame.Types.Substitute(invocation.TargetMethod, Compilation);
        switch (method.MethodKind)
        {
            case MethodKind.LocalFunction:
                return CallLocal(method, Arguments(invocation.Arguments, method.Parameters, frame), invocation, frame);
            case MethodKind.DelegateInvoke:
                var function = Receiver(invocation.Instance, frame);
                var inputs = Arguments(invocation.Arguments, method.Parameters, frame);
                return Invoke(function, inputs, invocation);
            case MethodKind.Constructor:
                // `: this(…)` and `: base(…)`.
                if (frame.Self.AsObject is Instance self)
                    RunConstructor(self, method, Arguments(invocation.Arguments, method.Parameters, frame), invocation);
                return Value.Void;
        }

        if (invocation.ConstrainedToType is { } constrained && method.IsStatic)
            method = StaticImplementation(method, Closed(constrained, frame));
        // A number that a member is called on is read after the arguments: they may change it.
        var variable = invocation is { Instance: { Type.IsValueType: true } instance, Arguments.Length: > 0 } && IsNumberVariable(instance) ? Refer(instance, frame) : null;
        var receiver = variable is not null ? Value.Null : invocation.Instance is null ? Value.Null : Receiver(invocation.Instance, frame);
        if (receiver.AsObject is Instance { Type.IsValueType: true } && !method.IsReadOnly && IsCopied(invocation.Instance!, frame))
            receiver = Copied(receiver);
        var arguments = Arguments(invocation.Arguments, method.Parameters, frame);
        receiver = variable?.Load() ?? receiver;
        if (!IsInSource(method.ContainingType))
            SupplyArguments(invocation.Arguments, arguments, frame);
        if (!method.IsStatic && (invocation.IsVirtual || method.ContainingType.TypeKind == TypeKind.Interface))
            method = Dispatch(method, receiver);
        return CallMethod(method, receiver, arguments, invocation);
    }

    private static bool IsNumberVariable(IOperation operation) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation && Value.KindOf(operation.Type) is not null;

    private Value[] Arguments(ImmutableArray<IArgumentOperation> arguments, ImmutableArray<IParameterSymbol> parameters, Frame frame)
    {
        if (arguments.IsEmpty)
            return Array.Empty<Value>();
        var values = new Value[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            var parameter = argument.Parameter;
            if (parameter is null)
                throw Unsupported(argument);
            values[parameter.Ordinal] = parameter.RefKind switch
            {
                RefKind.Ref or RefKind.Out => Value.Of(Refer(argument.Value, frame)),
                RefKind.None when i + 1 < arguments.Length => KeptWhile(arguments[i + 1], Evaluate(argument.Value, frame)),
                _ => Evaluate(argument.Value, frame),
            };
        }

        return values;
    }

    /// <summary>True for a struct that is no variable here (a property's value, a readonly field): a method that changes it changes a copy.</summary>
    private static bool IsCopied(IOperation receiver, Frame frame) => receiver switch
    {
        IPropertyReferenceOperation property => property.Property.RefKind == RefKind.None,
        IInvocationOperation invocation => invocation.TargetMethod.RefKind == RefKind.None,
        IFieldReferenceOperation { Field: { IsReadOnly: true, RefKind: RefKind.None } } => frame.Member is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor },
        IParameterReferenceOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => true,
        _ => false,
    };

    /// <summary>The member that a virtual or interface call reaches on this receiver.</summary>
    private IMethodSymbol Dispatch(IMethodSymbol method, Value receiver)
    {
        if (receiver.AsObject is not Instance { Type: var type } || !(method.IsVirtual || method.IsAbstract || method.IsOverride || method.ContainingType.TypeKind == TypeKind.Interface))
            return method;
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            var implementation = type.FindImplementationForInterfaceMember(method.ConstructedFrom) as IMethodSymbol;
            if (implementation is null)
                implementation = StaticImplementation(method.ConstructedFrom, type);
            if (implementation.IsGenericMethod && method.IsGenericMethod)
                implementation = implementation.ConstructedFrom.Construct(method.TypeArguments.ToArray());
            return implementation.ContainingType.TypeKind == TypeKind.Interface || !(implementation.IsVirtual || implementation.IsAbstract || implementation.IsOverride)
                ? implementation
                : Dispatch(implementation, receiver);
        }

        foreach (var ancestor in Bases(type))
        {
            foreach (var candidate in ancestor.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var overridden = candidate; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                        return method.IsGenericMethod ? candidate.Construct(method.TypeArguments.ToArray()) : candidate;
                }
            }
        }

        return method;
    }

    private Value CallMethod(IMethodSymbol method, Value receiver, Value[] arguments, IOperation? operation)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (method.ReducedFrom is { } unreduced)
        {
            arguments = new[] { receiver }.Concat(arguments).ToArray();
            method = method.GetConstructedReducedFrom() ?? unreduced;
            receiver = Value.Null;
        }

        if (!method.IsStatic && receiver.IsNull && !IsNullable(method.ContainingType))
            throw Throw("System.NullReferenceException", operation is null ? "'" + method.Name + "' is called on null" : "null receiver in " + Describe(operation), operation?.Syntax);
        if (_code.Body(method, _cancellation) is { } graph)
            return RunBody(method, graph, receiver, arguments, operation);
        if (CallSynthesized(method, receiver, arguments, operation) is { } synthesized)
            return synthesized;
        if (receiver.AsObject is OpaqueObject opaque)
            return Opaque(method.ReturnType, opaque.Origin + "." + method.Name, arguments);
        if (FindModel(method, receiver) is { } model)
            return CallModel(model, method, receiver, arguments, operation);
        if (IsExternal(method))
            return CallOutside(method, "the external function " + NameOf(method), receiver, arguments, operation);
        return !IsInSource(method.ContainingType) && (method.ReturnsVoid && method.OriginalDefinition.Parameters.Any(FillsNumbers) || MayWrite(method, receiver, arguments))
            ? CallOutside(method, NameOf(method), receiver, arguments, operation)
            : Opaque(method.ReturnType, NameOf(method), arguments.Append(receiver).ToArray());
    }

    /// <summary>True where what a library member leaves in the caller's numbers may be all its result.</summary>
    private static bool FillsNumbers(IParameterSymbol parameter) => parameter.Type switch
    {
        IArrayTypeSymbol array => Value.KindOf(array.ElementType) is { } kind && Value.IsRealKind(kind) || array.ElementType is IArrayTypeSymbol,
        IPointerTypeSymbol => true,
        { Name: "Span" or "Memory" } => true,
        var type => parameter.RefKind is RefKind.Ref or RefKind.Out && Value.KindOf(type) is { } kind && Value.IsRealKind(kind),
    };

    /// <summary>True for a library member that may leave other numbers in the tensors that it is called on or given.</summary>
    private static bool MayWrite(IMethodSymbol method, Value receiver, Value[] arguments) =>
        (method.ReturnsVoid || method.Name.EndsWith("_", StringComparison.Ordinal)) && (receiver.AsObject is ComponentsObject || arguments.Append(receiver).Any(argument => argument.AsObject is TensorObject))
        || arguments.Any(argument => argument.AsObject is Location location && location.Load().AsObject is ComponentsObject);

    /// <summary>Declared here, with its code elsewhere: <c>extern</c>, or a partial method that a source generator implements.</summary>
    private static bool IsExternal(IMethodSymbol method) => IsInSource(method.ContainingType)
        && (method.IsExtern || (method is { IsPartialDefinition: true, PartialImplementationPart: null } && method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "LibraryImportAttribute")));

    /// <summary>
    /// A function of which nothing but its declaration is known: what it returns, and every number that it could write to, is unknown and may
    /// depend on all that it was given.
    /// </summary>
    private Value CallOutside(IMethodSymbol method, string what, Value receiver, Value[] arguments, IOperation? operation)
    {
        var inputs = arguments.Append(receiver).SelectMany(argument => LiveNodes(argument, 3)).Distinct().OrderBy(node => node).ToArray();
        var site = Tape.CurrentSite;
        if (operation is not null && _frame is not null)
            Tape.CurrentSite = SiteOf(operation, _frame);
        try
        {
            Fuel.Step(CostOfUnknown);
            var result = Value.KindOf(method.ReturnType) is { } kind && Value.IsRealKind(kind)
                ? OpaqueNumber(what, kind, inputs, method)
                : Opaque(method.ReturnType, what);
            _unknowns.Add(what);
            var written = method.Parameters.Where(parameter => parameter.RefKind is not (RefKind.In or RefKind.RefReadOnlyParameter) && parameter.Type.Name != "ReadOnlySpan")
                .Select(parameter => arguments[parameter.Ordinal]).Where(argument => argument.AsObject is not ComponentsObject);
            foreach (var argument in receiver.AsObject is TensorObject or ComponentsObject ? written.Append(receiver) : written)
            {
                foreach (var place in Places(argument, 3))
                {
                    Fuel.Step(CostOfUnknown);
                    place.Store(OpaqueNumber(what, place.Load().Kind, inputs, method));
                }
            }

            return result;
        }
        finally
        {
            Tape.CurrentSite = site;
        }
    }

    /// <summary>Where an argument lets its callee write numbers, a few levels deep.</summary>
    private static IEnumerable<Location> Places(Value argument, int depth) => argument.AsObject switch
    {
        Location location when location.Load().IsReal => new[] { location },
        Location location when location.Load().AsObject is ComponentsObject components => components.SlotsWithin(location).Select(slot => slot.Location),
        HeapObject held and not SequenceObject when depth > 0 => held.Slots().ToArray().SelectMany(slot => slot.Location.Load().IsReal ? new[] { slot.Location } : Places(slot.Location.Load(), depth - 1)),
        _ => Enumerable.Empty<Location>(),
    };

    private Value RunBody(IMethodSymbol method, ControlFlowGraph graph, Value receiver, Value[] arguments, IOperation? operation)
    {
        var types = TypeMap.Within(ClosedOn(method, receiver), null, Compilation);
        Frame Start() => Enter(new Frame(method.OriginalDefinition, graph, receiver, types, _frame, CallSite(method.OriginalDefinition, operation), null) { Call = operation as IInvocationOperation }, method, arguments);
        return RunFrame(method, Start);
    }

    private Value RunFrame(IMethodSymbol method, Func<Frame> start)
    {
        var first = start();
        if (!CodeBase.IsIterator(method, first.Graph))
            return method is { IsAsync: true, ReturnsVoid: false } ? Value.Of(new TaskObject(method.ReturnType, Run(first))) : Run(first);
        // The arguments are bound when the iterator is called, its body runs on each enumeration.
        return method.ReturnType.Name is "IEnumerator" or "IAsyncEnumerator"
            ? Value.Of(new EnumeratorObject(method.ReturnType, Iterate(() => first).GetEnumerator()))
            : Value.Of(new SequenceObject(method.ReturnType, () => Iterate(start)));
    }

    private Frame Enter(Frame frame, IMethodSymbol method, Value[] arguments)
    {
        var parameters = (method.PartialImplementationPart ?? method).OriginalDefinition.Parameters;
        for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
        {
            frame.Bind(parameters[i], arguments[i].AsObject is Location location && parameters[i].RefKind != RefKind.None
                ? location
                : new Slot(Copied(arguments[i])));
        }

        return frame;
    }

    /// <summary>The method as a member of the receiver's own constructed base type, so that its type arguments are known.</summary>
    private static IMethodSymbol ClosedOn(IMethodSymbol method, Value receiver)
    {
        if (method.IsStatic || receiver.AsObject is not Instance { Type: var type } || method.ContainingType.Arity == 0)
            return method;
        var container = Bases(type).FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.ContainingType.OriginalDefinition));
        var member = container?.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, method.OriginalDefinition));
        return member is null ? method : method.IsGenericMethod ? member.Construct(method.TypeArguments.ToArray()) : member;
    }

    /// <summary>The site that stands for a call of <paramref name="member"/>. A member that is already running is called from where it was first.</summary>
    private Site? CallSite(ISymbol member, IOperation? operation)
    {
        for (var frame = _frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Member, member))
                return frame.CallSite;
        }

        operation ??= _serving;
        return _frame is null || operation is null ? null : SiteOf(operation, _frame);
    }

    private Value CallLocal(IMethodSymbol method, Value[] arguments, IOperation? operation, Frame frame)
    {
        var scope = ScopeOf(method, frame);
        if (!Declares(scope.Graph, method.OriginalDefinition))
            throw new TraceStoppedException(StopKind.DoesNotCompile, "'" + method.Name + "' has no body that can be interpreted", operation?.Syntax);
        var graph = scope.Graph.GetLocalFunctionControlFlowGraphInScope(method.OriginalDefinition, _cancellation);
        var types = TypeMap.Within(method, scope.Types, Compilation);
        return RunFrame(method, () => Enter(new Frame(method.OriginalDefinition, graph, scope.Self, types, _frame, CallSite(method.OriginalDefinition, operation), scope), method, arguments));
    }

    /// <summary>The frame of the member that declares the local function.</summary>
    private static Frame ScopeOf(IMethodSymbol function, Frame frame)
    {
        for (var scope = frame; scope is not null; scope = scope.Outer)
        {
            if (Declares(scope.Graph, function.OriginalDefinition))
                return scope;
        }

        return frame;
    }

    private static bool Declares(ControlFlowGraph graph, IMethodSymbol function) => graph.LocalFunctions.Contains(function, SymbolEqualityComparer.Default);

    private Value CallModel(Model model, IMethodSymbol method, Value receiver, Value[] arguments, IOperation? operation)
    {
        var (serving, site) = (_serving, Tape.CurrentSite);
        _serving = operation ?? _serving;
        if (_serving is not null && _frame is not null)
            Tape.CurrentSite = SiteOf(_serving, _frame);

        Fuel.Step(StepsThrough(receiver) + arguments.Sum(StepsThrough));

        // A model may call back, and what it calls may call a model.
        Fuel.Enter();
        try
        {
            return model(new ModelCall(this, method, receiver, arguments));
        }
        catch (Exception exception) when (exception is InvalidCastException or IndexOutOfRangeException or NullReferenceException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // A use of the library that the model did not foresee.
            throw new TraceStoppedException(StopKind.Unsupported, "this use of " + NameOf(method) + " is not modelled", operation?.Syntax);
        }
        finally
        {
            (_serving, Tape.CurrentSite) = (serving, site);
            Fuel.Leave();
        }
    }

    /// <summary>A member of a library may go through all that it is handed: what holds many items costs more than the one step of the call.</summary>
    private static int StepsThrough(Value handed) => handed.AsObject switch
    {
        null => 0,
        TextObject { Text.Length: var length } => length / ItemsPerStep,
        _ => Math.Max(0, Sequences.Count(handed)) / ItemsPerStep,
    };

    private Model? FindModel(IMethodSymbol method, Value receiver) => _code.FindModel(method, method.IsStatic ? null : receiver.AsObject switch
    {
        ArrayObject => "System.Array",
        string => "System.String",
        HeapObject { Type: INamedTypeSymbol type } => _code.MetadataName(type),
        _ => null,
    });

    private static string NameOf(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Constructor => "new " + method.ContainingType.Name,
        MethodKind.PropertyGet or MethodKind.PropertySet when method.AssociatedSymbol is { } property => method.ContainingType.Name + "." + property.Name,
        MethodKind.UserDefinedOperator or MethodKind.Conversion => method.ContainingType.Name + "'s " + method.Name,
        _ => method.ContainingType.Name + "." + method.Name,
    };

    private static bool IsNullable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public Value Invoke(Value function, params Value[] arguments) => Invoke(function, arguments, null);

    private Value Invoke(Value function, Value[] arguments, IOperation? operation)
    {
        if (function.IsNull)
            throw Throw("System.NullReferenceException", "a null delegate is called", operation?.Syntax);
        if (function.AsObject is OpaqueObject opaque)
            return Opaque(_frame is null ? null : operation?.Type, opaque.Origin, arguments);
        if (function.AsObject is NativeFunction native)
            return native.Apply(Arithmetic, arguments[0]);
        if (function.AsObject is LibraryFunction library)
            return library.Call(arguments);
        var target = function.As<DelegateObject>();
        var (serving, site) = (_serving, Tape.CurrentSite);
        try
        {
            var result = Value.Void;
            foreach (var part in PartsOf(target))
                result = InvokeOne(part, arguments, operation);
            return result;
        }
        finally
        {
            (_serving, Tape.CurrentSite) = (serving, site);
        }
    }

    private Value InvokeOne(DelegateObject target, Value[] arguments, IOperation? operation)
    {
        var method = target.Method;
        if (target.Lambda is { } graph)
        {
            return RunFrame(method, () => Enter(
                new Frame(method, graph, target.Environment!.Self, target.Types, _frame, CallSite(method, operation), target.Environment), method, arguments));
        }

        if (method.MethodKind == MethodKind.LocalFunction)
            return CallLocal(method, arguments, operation, target.Environment!);
        var converted = arguments.Select((argument, i) => argument.AsObject is Location ? argument : ConvertParameter(argument, method, i)).ToArray();
        return CallMethod(method, target.Receiver, converted, operation ?? _serving);
    }

    private Value CreateDelegate(IDelegateCreationOperation creation, Frame frame) => creation.Target switch
    {
        IFlowAnonymousFunctionOperation lambda => Lambda(lambda, Closed(creation.Type!, frame), frame),
        IMethodReferenceOperation group => MethodGroup(group, Closed(creation.Type!, frame), frame),
        _ => Evaluate(creation.Target, frame),
    };

    private Value Lambda(IFlowAnonymousFunctionOperation lambda, ITypeSymbol? type, Frame frame)
    {
        var graph = frame.Graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, _cancellation);
        return Value.Of(new DelegateObject(type, lambda.Symbol, frame.Self, frame.Capture(), graph, frame.Types));
    }

    private Value MethodGroup(IMethodReferenceOperation group, ITypeSymbol? type, Frame frame)
    {
        var method = frame.Types.Substitute(group.Method, Compilation);
        if (method.MethodKind == MethodKind.LocalFunction)
            return Value.Of(new DelegateObject(type, method, default, frame.Capture(), null, frame.Types));
        var receiver = group.Instance is null || method.IsStatic ? Value.Null : Receiver(group.Instance, frame);
        if (group.IsVirtual)
            method = Dispatch(method, receiver);
        return Value.Of(new DelegateObject(type, method, receiver, null, null, TypeMap.Empty));
    }
}
