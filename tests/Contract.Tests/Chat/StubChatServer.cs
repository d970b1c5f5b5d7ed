using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>A server whose answers a chat model writes that says what a test tells it to, one test of the class after the other.</summary>
public class StubChatServer : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private SiloProcess? _silo;

    /// <summary>The chat model.</summary>
    internal StubChatModel Model { get; } = new();

    /// <summary>A client of the server.</summary>
    internal RagHttp Rag { get; private set; } = null!;

    /// <summary>What the server wrote.</summary>
    internal string Log => _silo!.Log;

    /// <summary>Settings by their environment names, beside those that name the model.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["RAG__Grounding__ChatModels"] = "other, another" };

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(
            _data.FullPath,
            new Dictionary<string, string>(Settings) { ["RAG__Chat__Endpoint"] = Model.Endpoint, ["RAG__Chat__Model"] = "stub" }
        );
        Rag = new RagHttp(_silo.Http);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_silo is not null)
            await _silo.DisposeAsync();
        await Model.DisposeAsync();
        _data.Dispose();
    }
}
