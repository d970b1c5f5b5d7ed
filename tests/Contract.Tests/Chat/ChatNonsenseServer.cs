using System.Diagnostics;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>A server whose chat model answers nonsense when a test wants it, with short limits of time.</summary>
public sealed class ChatNonsenseServer : IAsyncLifetime
{
    private const string Question = "How long does the warranty of the Aurora grinder last?";

    private readonly TempFolder _data = new();
    private SiloProcess? _silo;
    private RagHttp _rag = null!;
    private string _collection = "";

    /// <summary>How long the model may take for a whole answer.</summary>
    internal static TimeSpan ChatTimeout { get; } = TimeSpan.FromSeconds(6);

    /// <summary>The model.</summary>
    internal NonsenseChatModel Model { get; } = new();

    /// <summary>What the server wrote so far.</summary>
    internal string Log => _silo!.Log;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(
            _data.FullPath,
            new Dictionary<string, string>
            {
                ["RAG__Chat__Endpoint"] = Model.Endpoint,
                ["RAG__Chat__Model"] = "stub",
                // Longer than a busy machine takes for what ends by itself, so that nonsense fails for what it is and not for its time.
                ["RAG__Chat__FirstTokenMax"] = "00:00:05",
                // Longer than a busy machine takes for the question after the one that opened it.
                ["RAG__Chat__BreakerPause"] = "00:00:08",
                ["RAG__Grounding__ChatTimeout"] = ChatTimeout.ToString("c"),
            }
        );
        _rag = new RagHttp(_silo.Http);
        _collection = await _rag.NewCollectionAsync();
        await _rag.UploadTextAsync(
            _collection,
            "warranty.md",
            "# Warranty\n\nThe warranty of the Aurora grinder lasts five years from the day of purchase. Blades are excluded from it."
        );
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_silo is not null)
            await _silo.DisposeAsync();
        await Model.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Asks the question while the model answers so.</summary>
    /// <param name="nonsense">How.</param>
    internal async Task<(Reply Answer, TimeSpan Took)> AskAsync(ChatNonsense nonsense)
    {
        Model.Next = nonsense;
        long began = Stopwatch.GetTimestamp();
        Reply answer = await _rag.PostAsync($"/api/v1/collections/{_collection}/ask", new { query = Question, cache = false });
        return (answer, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Asks the question while the model answers with such a stream.</summary>
    /// <param name="body">Its bytes.</param>
    /// <param name="hangs">Whether the connection stays open behind them.</param>
    internal async Task<Reply> AskAsync(string body, bool hangs = false)
    {
        (Model.Body, Model.HangsBehindBody) = (body, hangs);
        try
        {
            return (await AskAsync(ChatNonsense.None)).Answer;
        }
        finally
        {
            Model.Body = null;
        }
    }

    /// <summary>Waits until no breaker is open: the model writes the answer.</summary>
    internal async Task UntilTheModelAnswersAsync()
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while ((await AskAsync(ChatNonsense.None)).Answer.Text("answered_by") != "stub")
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
    }

    /// <summary>Waits until the log, which comes through a pipe, holds one of the parts after a place: the first that it holds.</summary>
    /// <param name="from">The place.</param>
    /// <param name="parts">The parts.</param>
    internal async Task<string> UntilLoggedAsync(int from, params string[] parts)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (true)
        {
            if (Array.Find(parts, part => Log.AsSpan(from).Contains(part, StringComparison.OrdinalIgnoreCase)) is { } found)
                return found;
            if (patience.IsCancellationRequested)
                Assert.Fail($"The log holds none of '{string.Join("', '", parts)}': {Log[from..]}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
