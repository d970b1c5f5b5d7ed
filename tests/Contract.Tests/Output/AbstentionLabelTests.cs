using RagCluster.Cli;
using RagCluster.Cli.Output;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Output;

/// <summary>What <c>rag ask</c> writes before the reason why there is no answer.</summary>
public sealed class AbstentionLabelTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("Who repainted the cathedral of Aldervik?", "No answer")]
    [InlineData("Wer hat die Kathedrale von Aldervik gestrichen?", "Keine Antwort")]
    [InlineData("Qui a repeint la cathédrale d'Aldervik ?", "Aucune réponse")]
    public async Task Label_IsInTheLanguageOfTheReason(string question, string label)
    {
        string collection = await server.Rag.NewCollectionAsync();
        await server.Rag.UploadTextAsync(collection, "mill.md", "# Mill\n\nThe mill grinds forty sacks a day.\n");
        string reason = (await server.Rag.AskAsync(collection, question)).Text("abstention", "reason");

        (int code, string output, _) = await RagCommand.RunAsync(server.Rag.Http, "ask", question, "-c", collection);

        Assert.Equal(ExitCodes.Ok, code);
        string line = Assert.Single(output.Split('\n'), line => line.Contains(reason, StringComparison.Ordinal));
        Assert.StartsWith($"  {label} (", line, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryLanguageOfTheReasons_HasALabelOfItsOwn()
    {
        // The languages of src/Grounding/Abstention/messages.txt, which the command line doesn't hold.
        string[] languages = ["ar", "de", "en", "es", "fr", "it", "ja", "nl", "pt", "ru", "zh"];
        Assert.Equal(languages, AbstentionLabel.Languages.Order(StringComparer.Ordinal));
        Assert.Equal(languages.Length, languages.Select(AbstentionLabel.In).Distinct().Count());
        Assert.Equal("No answer", AbstentionLabel.In("fi"));
    }
}
