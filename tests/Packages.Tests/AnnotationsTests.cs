using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RnnLint.Packages.Tests;

[Collection(nameof(PackedFixture))]
public sealed class AnnotationsTests(PackedFixture packed) : IDisposable
{
    private readonly Consumer _consumer = new(packed);

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public async Task The_attributes_are_compiled_into_a_project_as_internal_types_and_leave_nothing_where_they_are_used()
    {
        _consumer.WriteProject([], "<LangVersion>7.3</LangVersion><TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        File.Delete(_consumer.PathTo(Consumer.Sample));
        _consumer.Write("Cell.cs", """
            using RnnLint;

            public sealed class Cell
            {
                [RecurrentWeight]
                private readonly double[] w = new double[4];

                [RnnForward]
                public double Forward([RecurrentWeight] double[] v, double x) { return w[0] * v[0] * x; }

                [RnnBackward]
                public double Backward(double d) { return w[0] * d; }
            }
            """);

        foreach (var package in new[] { "RnnLint.Annotations", "RnnLint.Analyzers" })
        {
            var added = await _consumer.Dotnet("add", "package", package, "--source", packed.Source.Folder);
            added.ExitCode.ShouldBe(0, added.Output);
        }

        var built = await _consumer.Dotnet("build", "-nologo", "-o", _consumer.PathTo("out"));

        built.ExitCode.ShouldBe(0, built.Output);
        using var file = new PEReader(File.OpenRead(_consumer.PathTo("out", "Project.dll")));
        var metadata = file.GetMetadataReader();
        var ours = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => metadata.GetString(type.Namespace) == "RnnLint").ToList();
        ours.Select(type => metadata.GetString(type.Name)).Order().ShouldBe(["RecurrentWeightAttribute", "RnnBackwardAttribute", "RnnForwardAttribute"]);
        ours.ShouldAllBe(type => (type.Attributes & System.Reflection.TypeAttributes.Public) == 0);
        // An attribute on a member would name the constructor of its class.
        metadata.CustomAttributes.Select(handle => metadata.GetCustomAttribute(handle).Constructor)
            .Where(constructor => constructor.Kind == HandleKind.MethodDefinition && ours.Any(type => type.GetMethods().Contains((MethodDefinitionHandle)constructor)))
            .ShouldBeEmpty();
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ShouldNotContain(name => name.StartsWith("RnnLint"));
    }
}
