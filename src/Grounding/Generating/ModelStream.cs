using Microsoft.Extensions.AI;

namespace RagCluster.Grounding.Generating;

/// <summary>Reads a chat model's text; a failure of the model ends the text and is kept, since there is a way on without it.</summary>
internal sealed class ModelStream : IAsyncDisposable
{
    private readonly TimeSpan _longest;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationToken _caller;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;

    internal ModelStream(
        IChatClient client,
        IEnumerable<ChatMessage> messages,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken,
        string? model = null
    )
    {
        _caller = cancellationToken;
        _longest = timeout;
        _timeout = new CancellationTokenSource(timeout, time);
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, cancellationToken);
        _updates = client
            .GetStreamingResponseAsync(messages, new ChatOptions { Temperature = 0, ModelId = model }, _deadline.Token)
            .GetAsyncEnumerator(_deadline.Token);
    }

    /// <summary>Why the text ended early, or null.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Whether the model stopped because it may write no more, wherever it was.</summary>
    internal bool IsCutOff { get; private set; }

    /// <summary>The next piece of text, or null at the end.</summary>
    internal async Task<string?> NextAsync()
    {
        try
        {
            if (!await _updates.MoveNextAsync())
                return null;
            IsCutOff |= _updates.Current.FinishReason == ChatFinishReason.Length;
            // Read on to the end all the same: the model did what it should, and the next question may pass.
            if (_updates.Current.FinishReason == ChatFinishReason.ContentFilter)
                Failure = new InvalidDataException("The filter of the chat model's content ended the answer (content_filter).");
            return _updates.Current.Text;
        }
        catch (OperationCanceledException) when (_caller.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (_timeout.IsCancellationRequested)
        {
            // Where the wait was interrupted says nothing, and would make one cause look like several.
            Failure = new TimeoutException(
                $"The chat model took longer than {_longest:c} for a whole answer (RAG__Grounding__ChatTimeout)."
            );
            return null;
        }
        catch (Exception failure)
        {
            // The edge to another process: whatever a client of whichever make throws, the fallback is the same and the caller logs it.
            Failure = failure;
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _updates.DisposeAsync();
        _deadline.Dispose();
        _timeout.Dispose();
    }
}
