using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Inference;
using RagCluster.Planning.Calls.Failures;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Inference;

/// <summary>What it costs a reader that a chat model which was left alone is tried again.</summary>
public sealed class ChatTrialTests
{
    private static readonly ChatBreakerOptions Options = new();

    private readonly ImpatientTime _time = new();
    private readonly SlowClient _model = new();
    private readonly GuardedChatClient _client;

    public ChatTrialTests()
    {
        _client = new(_model, new FailurePatterns(_time), Options, _time, NullLogger<GuardedChatClient>.Instance);
        for (int i = 0; i < Options.BreakerFailures; i++)
            _client.Failed(new TimeoutException("late"));
        _time.Now += Options.BreakerPause;
    }

    [Fact]
    public async Task AModelThatStillHangs_KeepsNobody_AndIsLeftAloneForLonger()
    {
        await AssertRefusedAsync();
        Assert.Equal(2 * Options.BreakerPause, _client.Breaker.RestsFor);
        // Nobody is kept by the trial that goes on.
        await AssertRefusedAsync();
        Assert.Equal(1, _model.Calls);
        _time.Now += Options.BreakerPause;
        _model.First.SetException(new TimeoutException("late"));
        await UntilAsync(() => _client.Breaker.RestsFor == 2 * Options.BreakerPause);
    }

    [Fact]
    public async Task AModelWhoseFirstWordComesAfterItsReaderLeft_IsWellAgain()
    {
        await AssertRefusedAsync();
        _model.First.SetResult("Five ");
        await UntilAsync(() => !_client.Breaker.IsOpen);
        Assert.Equal("Five years.", (await AskAsync()).Text);
    }

    [Fact]
    public async Task AModelThatAnswersInTime_AnswersItsReader()
    {
        _model.First.SetResult("Five ");
        _time.IsImpatient = false;
        Assert.Equal("Five years.", (await AskAsync()).Text);
        Assert.False(_client.Breaker.IsOpen);
    }

    private Task<ChatResponse> AskAsync() => _client.GetResponseAsync([new ChatMessage(ChatRole.User, "How long?")]);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task AssertRefusedAsync()
    {
        RagException refused = await Assert.ThrowsAsync<RagException>(AskAsync);
        Assert.Equal(ErrorKind.Unavailable, refused.Kind);
        // It is no failure of its own.
        _client.Failed(refused);
    }

    /// <summary>A model whose first word comes when the test says it.</summary>
    private sealed class SlowClient : IChatClient
    {
        internal TaskCompletionSource<string> First { get; } = new();

        internal int Calls { get; private set; }

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            Calls++;
            yield return new ChatResponseUpdate(ChatRole.Assistant, await First.Task);
            yield return new ChatResponseUpdate(ChatRole.Assistant, "years.");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }

    /// <summary>A clock on which the wait for a first word is over at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        internal bool IsImpatient { get; set; } = true;

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(
                callback,
                state,
                IsImpatient && dueTime == ChatTrial.FirstWordMax ? TimeSpan.Zero : Timeout.InfiniteTimeSpan,
                period
            );
    }
}
