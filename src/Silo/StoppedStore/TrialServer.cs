using RagCluster.Api.Operations;
using RagCluster.Backup.Asking;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Silo.Hosting;
using RagCluster.Storage;

namespace RagCluster.Silo.StoppedStore;

/// <summary>
/// A server on a restored folder, asked questions within its own process. It is put together as every server is, but listens nowhere: no
/// port, no credentials and no caller from outside, so that it can be asked for every tenant and every reader, and ends with its process.
/// Nothing of the environment reaches it but what decides how models answer.
/// </summary>
internal sealed class TrialServer : IAskedServer, IAsyncDisposable
{
    // All else is the default, whatever the environment says: no chat model, no backups, no log shipped, no cluster, nobody notified.
    private static readonly string[] TakenSections = ["Inference", "Models", "Memory"];

    // The most that may be asked for: a drill is patient where a client is not.
    private const int TimeoutMs = 60_000;

    private readonly WebApplication _application;

    private bool _isStarted;

    private TrialServer(WebApplication application) => _application = application;

    /// <summary>What it is made of.</summary>
    internal IServiceProvider Services => _application.Services;

    /// <summary>Puts it together and opens the store.</summary>
    /// <param name="folder">The restored data folder.</param>
    /// <param name="key">The key that the folder's values are encrypted with; null for none.</param>
    /// <param name="environment">The settings that a server here would have.</param>
    /// <exception cref="RagException">The store can't be opened.</exception>
    internal static async Task<TrialServer> BuildAsync(string folder, string? key, IConfiguration environment)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        Dictionary<string, string?> settings = TakenSections
            .SelectMany(section => environment.GetSection(section).AsEnumerable())
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value);
        settings["Storage:DataFolder"] = folder;
        settings["Storage:Encryption:Key"] = key;
        settings["Storage:DiskReserveBytes"] = "0";
        settings["Audit:IsOn"] = "false";
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseServer(new SilentListener());
        // Standard output is the report's. What goes wrong is told by the questions that are not answered.
        builder.Logging.ClearProviders();
        return new TrialServer(await SiloApplication.BuildAsync(builder));
    }

    /// <summary>Starts it and waits until its silo serves.</summary>
    /// <param name="patience">For how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Unavailable: it was not up in time.</exception>
    internal async Task StartAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await _application.StartAsync(limit.Token);
            _isStarted = true;
            await Services.GetRequiredService<NodeState>().Joined.WaitAsync(limit.Token);
        }
        catch (Exception brokenOff) when (limit.IsCancellationRequested)
        {
            // A start that is broken off fails in as many ways as it has parts.
            cancellationToken.ThrowIfCancellationRequested();
            throw new RagException(
                ErrorKind.Unavailable,
                "trial-not-started",
                $"The server on what was restored did not start within {patience:c}.",
                null,
                brokenOff
            );
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AskedHit>> SearchAsync(TrialQuestion question, AskedWay way, CancellationToken cancellationToken)
    {
        new Caller(question.Collection.Tenant, way.View).Enter();
        SearchRequest request = new()
        {
            Collection = question.Collection,
            Query = question.Query,
            Options = OptionsOf(question, way).Checked(AskedWay.TopK),
        };
        try
        {
            IQueryGrain queries = Services.GetRequiredService<IGrainFactory>().GetGrain<IQueryGrain>(question.Collection.ToString());
            FoundPassages found = (await queries.SearchAsync(request, cancellationToken)).Found;
            if (found.ShardsAnswered < found.ShardsAsked)
                throw NotWhole($"{found.ShardsAnswered} of {found.ShardsAsked} shards answered.");
            return found.Degraded.Length == 0
                ? [.. found.Passages.Select(HitOf)]
                : throw NotWhole($"The answer was made without everything: {string.Join(", ", found.Degraded)}.");
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            throw new RagException(ErrorKind.Unavailable, "unavailable", failure.Message, null, failure);
        }
        catch (Exception fault) when (fault is not (RagException or OperationCanceledException))
        {
            // The server's boundary: a fault of it is what the trial is to find, and no reason to break off.
            throw new RagException(ErrorKind.Conflict, "server-fault", $"{fault.GetType().Name}: {fault.Message}", null, fault);
        }
    }

    /// <inheritdoc/>
    public Task<AskedState?> StateAsync(CollectionId collection, CancellationToken cancellationToken) =>
        AskedState.ReadAsync(Services.GetRequiredService<IDocumentStore>(), collection, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A silo whose start was broken off can't be stopped: it is let go as it stands.
        if (_isStarted)
            await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private static SearchOptions OptionsOf(TrialQuestion question, AskedWay way) =>
        new()
        {
            Results = new ResultOptions { TopK = AskedWay.TopK },
            Scope = new ScopeOptions { Documents = way.Alone ? [question.Document.Id] : null },
            Retrieval = new RetrievalOptions
            {
                Exact = true,
                TimeoutMs = TimeoutMs,
                Mode = way.Legs switch
                {
                    AskedLegs.Words => SearchMode.Bm25,
                    AskedLegs.Vectors => SearchMode.Dense,
                    _ => SearchMode.Hybrid,
                },
            },
            Call = new CallOptions
            {
                Cache = false,
                SemanticCache = false,
                Experiments = false,
            },
        };

    private static AskedHit HitOf(Passage passage) =>
        new(
            passage.Chunk.Id.Document.Value,
            passage.Chunk.Id.ToString(),
            passage.Chunk.Start,
            passage.Chunk.End,
            passage.Chunk.Text,
            passage.Metadata,
            passage.Score,
            passage.Scores.Vector,
            passage.Scores.Bm25
        );

    private static RagException NotWhole(string message) => new(ErrorKind.Unavailable, "answer-not-whole", message);
}
