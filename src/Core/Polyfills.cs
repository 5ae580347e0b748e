// Types the C# compiler asks for that netstandard2.0 lacks.
#pragma warning disable IDE0130
namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;
    [AttributeUsage(AttributeTargets.All)] internal sealed class RequiredMemberAttribute : Attribute;
    [AttributeUsage(AttributeTargets.All)] internal sealed class CompilerFeatureRequiredAttribute(string name) : Attribute { public string Name => name; }
}

namespace System.Diagnostics.CodeAnalysis
{
    [AttributeUsage(AttributeTargets.Constructor)] internal sealed class SetsRequiredMembersAttribute : Attribute;
}
