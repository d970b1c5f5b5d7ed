using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Server;

/// <summary>
/// A server for tests each of which uses a collection of its own. All classes share one, which other tests use at the same time; whoever
/// asks about the whole server takes <see cref="OwnServerFixture"/>.
/// </summary>
public class ServerFixture : IAsyncLifetime
{
    /// <summary>The server's settings.</summary>
    protected static readonly Dictionary<string, string> Settings = new()
    {
        ["RAG__Api__DocumentBytesMax"] = "200000",
        // A busy machine is slow, and what is asked here is which tier has what.
        ["RAG__Cache__LookUpMin"] = "00:00:30",
    };

    private static readonly Lazy<Task<SiloProcess>> Shared = new(() => SiloProcess.StartSharedAsync(Settings));

    /// <summary>A client of the server.</summary>
    internal RagHttp Rag { get; private set; } = null!;

    /// <summary>Sends it what a client library would not.</summary>
    internal RawHttp Raw { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        SiloProcess silo = await StartAsync();
        Rag = new RagHttp(silo.Http);
        Raw = new RawHttp(silo.Http.BaseAddress!);
    }

    /// <inheritdoc/>
    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The server.</summary>
    protected virtual Task<SiloProcess> StartAsync() => Shared.Value;
}
