using System.Globalization;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Ends the chunking of a document that nobody waits for any more, or that takes too much processor time.</summary>
/// <param name="timeMax">The most processor time.</param>
/// <param name="processorTime">The processor time that the caller's thread has taken so far.</param>
/// <param name="cancellationToken">Ends the chunking.</param>
internal sealed class ChunkingWatch(TimeSpan timeMax, Func<TimeSpan> processorTime, CancellationToken cancellationToken)
{
    /// <summary>Characters between two looks at the processor time: asking the system takes as long as counting some hundred.</summary>
    internal const int Period = 100_000;

    private readonly TimeSpan _began = processorTime();
    private int _characters;

    /// <summary>Returns unless the chunking has to end.</summary>
    /// <param name="characters">How many characters are looked at next.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for it.</exception>
    /// <exception cref="UnreadableDocumentException">It takes too much processor time.</exception>
    internal void Check(int characters)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _characters += characters;
        if (_characters < Period)
            return;
        _characters = 0;
        if (processorTime() - _began > timeMax)
        {
            string seconds = timeMax.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw UnreadableDocumentException.Invalid($"The document took more than {seconds} s of processor time to be cut into chunks.");
        }
    }
}
