using RagCluster.Contract.Tests.Chat;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>
/// A server that has something to tell of everything: with a chat model that counts its tokens, a planner, and a log in JSON. It has a
/// document, and was asked a question and searched.
/// </summary>
public sealed class MonitoredServer : IAsyncLifetime
{
    private readonly StubChatModel _model = new()
    {
        Pieces = ["The warranty of the Aurora ", "grinder lasts five ", "years [1]."],
        Usage = (321, 12),
    };
    private readonly TempFolder _data = new();

    /// <summary>The server.</summary>
    internal SiloProcess Silo { get; private set; } = null!;

    /// <summary>A client of the server.</summary>
    internal RagHttp Rag { get; private set; } = null!;

    /// <summary>The collection with the document.</summary>
    internal string Collection { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Silo = await SiloProcess.StartAsync(
            _data.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__Logging__Format"] = "json",
                ["Logging__LogLevel__Microsoft.AspNetCore.Hosting"] = "Information",
                ["RAG__Chat__Endpoint"] = _model.Endpoint,
                ["RAG__Chat__Model"] = "stub",
                ["RAG__Planner__IsOn"] = "true",
                ["RAG__Planner__ReportPeriod"] = "00:00:00.05",
                ["RAG__Planner__CheckPeriod"] = "00:00:00.2",
                ["RAG__Planner__ChoiceTimeout"] = "00:00:10",
            }
        );
        Rag = new RagHttp(Silo.Http);
        Collection = await Rag.NewCollectionAsync();
        await Rag.UploadTextAsync(
            Collection,
            "warranty.md",
            "# Warranty\n\nThe warranty of the Aurora grinder lasts five years from the day of purchase. Blades are excluded from it."
        );
        await Rag.AskAsync(Collection, "How long does the warranty of the Aurora grinder last?");
        await Rag.SearchAsync(Collection, new { query = "Aurora blades" });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Silo is not null)
            await Silo.DisposeAsync();
        await _model.DisposeAsync();
        _data.Dispose();
    }
}
