using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>
/// The library members that the interpreter understands, by type and member name. A member is entered under its plain name
/// (<c>Tanh</c>, <c>get_Item</c>, <c>.ctor</c>, <c>op_Addition</c>) for all overloads, or with its parameter types' short names
/// (<c>Max(Double,Double)</c>) for one of them, which wins.
/// </summary>
public sealed class ModelTable
{
    private readonly Dictionary<string, Dictionary<string, Model>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldModel> _fields = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, Lazy<ModelTable> Table)> _libraries = new();

    /// <summary>Adds the models of a library that few programs use: they are made once a type of its namespace is asked for.</summary>
    /// <param name="prefix">What the metadata names of its types begin with.</param>
    /// <param name="register">Enters the models.</param>
    public void AddLibrary(string prefix, Action<ModelTable> register) => _libraries.Add((prefix, new Lazy<ModelTable>(() =>
    {
        var table = new ModelTable();
        register(table);
        return table;
    })));

    /// <summary>Starts or continues the table of a type, named by namespace and metadata name: <c>System.Collections.Generic.List`1</c>.</summary>
    public TypeModels Type(string metadataName)
    {
        if (!_types.TryGetValue(metadataName, out var members))
            _types.Add(metadataName, members = new Dictionary<string, Model>(StringComparer.Ordinal));
        return new TypeModels(members);
    }

    /// <summary>The model of a member of this very type; null where there is none.</summary>
    public Model? Find(string metadataName, IMethodSymbol method)
    {
        if (!_types.TryGetValue(metadataName, out var members))
            return LibraryOf(metadataName)?.Find(metadataName, method);
        return members.TryGetValue(Signature(method), out var model) || members.TryGetValue(method.Name, out model) ? model : null;
    }

    /// <summary>Enters the value of a static field of a library type, such as <c>Matrix&lt;double&gt;.Build</c>.</summary>
    public void AddField(string metadataName, string field, FieldModel model) => _fields[metadataName + "." + field] = model;

    /// <summary>The model of a static field of this type; null where there is none.</summary>
    public FieldModel? FindField(string metadataName, IFieldSymbol field) =>
        _fields.TryGetValue(metadataName + "." + field.Name, out var model) ? model : LibraryOf(metadataName)?.FindField(metadataName, field);

    public bool Knows(string metadataName) => _types.ContainsKey(metadataName) || LibraryOf(metadataName)?.Knows(metadataName) == true;

    /// <summary>Every modelled member as <c>Type.Member</c>, sorted.</summary>
    public IEnumerable<string> Members() =>
        Entries().Select(entry => entry.Member).OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Every modelled member with its model; members that share code share the model's method.</summary>
    internal IEnumerable<(string Member, Model Model)> Entries() =>
        _types.SelectMany(type => type.Value.Select(member => (type.Key + "." + member.Key, member.Value))).Concat(_libraries.SelectMany(library => library.Table.Value.Entries()));

    private ModelTable? LibraryOf(string metadataName)
    {
        foreach (var (prefix, table) in _libraries)
        {
            if (metadataName.StartsWith(prefix, StringComparison.Ordinal))
                return table.Value;
        }

        return null;
    }

    private static string Signature(IMethodSymbol method) =>
        method.Name + "(" + string.Join(",", method.OriginalDefinition.Parameters.Select(p => ShortName(p.Type))) + ")";

    private static string ShortName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => ShortName(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]",
        IPointerTypeSymbol pointer => ShortName(pointer.PointedAtType) + "*",
        _ => type.MetadataName,
    };
}

/// <summary>Enters members of one type into the table.</summary>
public readonly struct TypeModels
{
    private readonly Dictionary<string, Model> _members;

    internal TypeModels(Dictionary<string, Model> members) => _members = members;

    /// <summary>A method, accessor, operator or constructor, whatever it takes.</summary>
    public TypeModels Add(string member, Model model)
    {
        _members[member] = model;
        return this;
    }

    /// <summary>The same model under several names.</summary>
    public TypeModels Add(string[] members, Model model)
    {
        foreach (var member in members)
            _members[member] = model;
        return this;
    }

    /// <summary>The model entered under this name, to build another on it.</summary>
    internal Model Find(string member) => _members[member];

    /// <summary>Calls that leave no trace: output, locks, guards.</summary>
    public TypeModels Ignore(params string[] members) => Add(members, static _ => Value.Void);

    /// <summary>A function of one real.</summary>
    public TypeModels Real(string member, TapeOp op) => Add(member, call => call.Arithmetic.Unary(op, call[0]));
}
