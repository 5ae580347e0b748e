using RnnLint.LanguageServer.Documents;

namespace RnnLint.LanguageServer.Tests;

public sealed class FilePathsTests
{
    [Theory]
    [InlineData("a b.cs")]
    [InlineData("100%41.cs")]
    [InlineData("a%2541.cs")]
    [InlineData("a#b?c&d.cs")]
    [InlineData("größe.cs")]
    [InlineData("[a](command:b).cs")]
    [InlineData("a\u202Eb.cs")]
    public void A_path_comes_back_from_its_uri(string name)
    {
        var path = Path.Combine(Path.GetTempPath(), name);

        FilePaths.OfUri(FilePaths.ToUri(path)).ShouldBe(path);
    }

    /// <summary>As Visual Studio Code writes it.</summary>
    [Fact]
    public void So_does_one_on_a_drive() => FilePaths.OfUri("file:///c%3A/a%20b.cs").ShouldEndWith("c:/a b.cs".Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Elsewhere a backslash is a sign like any other.</summary>
    [Fact]
    public void So_does_one_with_a_backslash()
    {
        if (OperatingSystem.IsWindows())
            return;
        FilePaths.ToUri(@"/folder/$\href{x}$.cs").ShouldBe("file:///folder/%24%5Chref%7Bx%7D%24.cs");
        FilePaths.OfUri("file:///folder/%24%5Chref%7Bx%7D%24.cs").ShouldBe(@"/folder/$\href{x}$.cs");
    }
}
