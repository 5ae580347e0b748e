using System.Reflection;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>Calls models by the reflected member that they stand for.</summary>
internal static class MathNetCalling
{
    public static ModelTable Table { get; } = MakeTable();

    /// <summary>The symbol of a reflected member, its own and its type's generics filled in alike.</summary>
    public static IMethodSymbol Symbol(Compilation compilation, MethodBase method)
    {
        var definition = method.Module.ResolveMethod(method.MetadataToken)!;
        var type = Type(compilation, method.DeclaringType!);
        var symbol = type.GetMembers(definition.Name).OfType<IMethodSymbol>().Single(m => m.OriginalDefinition.MetadataToken == definition.MetadataToken);
        return method.IsGenericMethod ? symbol.Construct(method.GetGenericArguments().Select(t => Type(compilation, t)).ToArray<ITypeSymbol>()) : symbol;
    }

    public static INamedTypeSymbol Type(Compilation compilation, Type type)
    {
        var symbol = compilation.GetTypeByMetadataName((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!)!;
        return type.IsGenericType ? symbol.Construct(type.GetGenericArguments().Select(t => Type(compilation, t)).ToArray<ITypeSymbol>()) : symbol;
    }

    /// <summary>The model as the interpreter looks it up: by the receiver's type, then by the member's.</summary>
    public static Model? Find(IMethodSymbol method, Value receiver) =>
        receiver.AsObject is LinearObject { Type: { } type } && Table.Find(MetadataName(type), method) is { } model ? model
        : Table.Find(MetadataName(method.ContainingType.OriginalDefinition), method);

    public static Value Call(this MathNetTestMachine machine, MethodBase method, Value receiver, params Value[] arguments)
    {
        var symbol = Symbol(machine.Compilation, method);
        var model = Find(symbol, receiver) ?? throw new InvalidOperationException("no model of " + method.DeclaringType + "." + method);
        return model(new ModelCall(machine, symbol, receiver, arguments));
    }

    /// <summary>Calls an instance member by name; arguments choose the overload by their reflected types.</summary>
    public static Value Call(this MathNetTestMachine machine, Type type, string name, Type[] parameters, Value receiver, params Value[] arguments) =>
        machine.Call(type.GetMethod(name, parameters) ?? throw new MissingMethodException(type.Name, name), receiver, arguments);

    public static string MetadataName(ITypeSymbol type) => type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    private static ModelTable MakeTable()
    {
        var table = new ModelTable();
        MathNetModels.Register(table);
        return table;
    }
}
