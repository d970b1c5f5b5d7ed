using RagCluster.Cli;
using RagCluster.Cli.Client;
using RagCluster.Cli.Commands;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests;

/// <summary><c>rag chat</c>, and which collection is asked when the command line names none.</summary>
public sealed class ChatCommandTests(OwnServerFixture server) : IClassFixture<OwnServerFixture>
{
    [Fact]
    public async Task WithoutAName_TheOnlyFilledCollectionIsAsked_WithTheConversation()
    {
        Assert.Equal("named", await ChoiceAsync("named"));
        string firms = await server.Rag.NewCollectionAsync();
        (int exitCode, string output, string messages) = await RagCommand.RunAsync(server.Rag.Http, "ask", "Who?");
        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Equal("rag: No collection holds documents yet: add some with 'rag ingest FOLDER'.", messages.Trim());
        await FillAsync(firms);
        Assert.Equal(firms, await ChoiceAsync(null));
        foreach (string verb in (string[])["ask", "search"])
        {
            (exitCode, output, messages) = await RagCommand.RunAsync(server.Rag.Http, verb, "Who", "founded", "Acme", "Motors?");
            Assert.Equal(ExitCodes.Ok, exitCode);
            Assert.Contains("Ada Brown", output, StringComparison.Ordinal);
            Assert.Contains($"main holds no documents: {firms} is asked", messages, StringComparison.Ordinal);
        }

        (exitCode, output, messages) = await RagCommand.TypeAsync(
            server.Rag.Http,
            "Who founded Acme Motors?\n\nWhen was it founded?\n/new\n/exit\nnever asked\n",
            "chat"
        );
        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.Contains($"Asking {firms} at", messages, StringComparison.Ordinal);
        Assert.Contains("Ada Brown", output, StringComparison.Ordinal);
        // By itself the second question names no firm.
        Assert.Contains("1921", output, StringComparison.Ordinal);
        Assert.DoesNotContain("never asked", output, StringComparison.Ordinal);

        string other = await server.Rag.NewCollectionAsync();
        await FillAsync(other);
        RagClientException several = await Assert.ThrowsAsync<RagClientException>(() => ChoiceAsync(null));
        Assert.Contains(firms, several.Message, StringComparison.Ordinal);
        Assert.Contains(other, several.Message, StringComparison.Ordinal);
        (exitCode, _, messages) = await RagCommand.RunAsync(server.Rag.Http, "chat");
        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.StartsWith("rag: main holds no documents", messages, StringComparison.Ordinal);
    }

    private async Task<string> ChoiceAsync(string? named)
    {
        using RagClient client = new(server.Rag.Http.BaseAddress!, null);
        return await CollectionChoice.ResolveAsync(client, named, CancellationToken.None);
    }

    private async Task FillAsync(string collection)
    {
        const string Acme = "# Acme Motors\n\nAcme Motors was founded by Ada Brown. Acme Motors was founded in 1921.";
        const string Borel = "# Borel Ships\n\nBorel Ships was founded by Carl Dunn. Borel Ships was founded in 1954.";
        await server.Rag.UploadTextAsync(collection, "acme.md", Acme);
        await server.Rag.UploadTextAsync(collection, "borel.md", Borel);
    }
}
