using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Server;

/// <summary>One server for the tests of a class; each test uses a collection of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private SiloProcess? _silo;

    /// <summary>A client of the server.</summary>
    internal RagHttp Rag { get; private set; } = null!;

    /// <summary>Sends it what a client library would not.</summary>
    internal RawHttp Raw { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(
            _data.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__Api__DocumentBytesMax"] = "200000",
                // A busy machine is slow, and what is asked here is which tier has what.
                ["RAG__Cache__LookUpMin"] = "00:00:30",
            }
        );
        Rag = new RagHttp(_silo.Http);
        Raw = new RawHttp(_silo.Http.BaseAddress!);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_silo is not null)
            await _silo.DisposeAsync();
        _data.Dispose();
    }
}
