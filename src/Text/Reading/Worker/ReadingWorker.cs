using System.Buffers.Binary;
using System.Collections.Concurrent;
using RagCluster.Text.Reading.Isolation;
using RagCluster.Text.Reading.Pdf;

namespace RagCluster.Text.Reading.Worker;

/// <summary>
/// The other side of <see cref="WorkerDocumentReader"/>: reads files one after the other in a process that may die of one of them.
/// </summary>
public static class ReadingWorker
{
    // Enough for the deepest trees that the readers accept; what needs more ends the process, which says so.
    private const int StackBytes = 16 << 20;
    private const int InputBufferBytes = 64 << 10;

    /// <summary>
    /// Reads requests from <paramref name="stdin"/> and writes replies in the same order to <paramref name="stdout"/>, until the former
    /// ends.
    /// </summary>
    /// <param name="stdin">Frames of requests.</param>
    /// <param name="stdout">Gets frames of replies; nothing else may be written there.</param>
    /// <returns>The exit code: 0 when every request was answered.</returns>
    public static async Task<int> RunAsync(Stream stdin, Stream stdout)
    {
        ArgumentNullException.ThrowIfNull(stdin);
        ArgumentNullException.ThrowIfNull(stdout);
        using var requests = new BlockingCollection<WorkerRequest>();
        var end = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Whoever asked is gone once the input has ended, so that what is being read then is of use to nobody.
        Start(() => Receive(stdin, requests), 0);
        Start(() => Answer(requests, stdout), StackBytes);
        return await end.Task;

        void Start(Func<int> body, int stackBytes) =>
            new Thread(() => end.TrySetResult(body()), stackBytes) { IsBackground = true }.Start();
    }

    private static int Receive(Stream stdin, BlockingCollection<WorkerRequest> requests)
    {
        using var input = new BufferedStream(stdin, InputBufferBytes);
        var head = new byte[WorkerFrames.LengthBytes];
        while (input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            var frame = new byte[BinaryPrimitives.ReadInt32LittleEndian(head)];
            input.ReadExactly(frame);
            requests.Add(WorkerFrames.ReadRequest(frame));
        }

        return 0;
    }

    private static int Answer(BlockingCollection<WorkerRequest> requests, Stream stdout)
    {
        using var replies = new ReplyBuffer(stdout, TimeProvider.System);
        replies.Add(new WorkerReply(WorkerReplyKind.Ready), isLast: true);
        foreach (var request in requests.GetConsumingEnumerable())
        {
            var reply = Read(request);
            replies.Add(reply, isLast: requests.Count == 0 || reply.Kind == WorkerReplyKind.OutOfMemory);
            if (reply.Kind == WorkerReplyKind.OutOfMemory)
                return 1;
        }

        return 0;
    }

    private static WorkerReply Read(WorkerRequest request)
    {
        try
        {
            return new WorkerReply(
                WorkerReplyKind.Document,
                request.Kind switch
                {
                    WorkerRequestKind.PdfPieces => PdfLayout.Read(PdfOutput.Parse(request.Content), request.Name),
                    _ => InProcessReader.Read(request.Content, request.Name, CancellationToken.None),
                }
            );
        }
        catch (UnreadableDocumentException e)
        {
            return new WorkerReply(WorkerReplyKind.Refusal, null, e.Code, e.Message);
        }
        catch (OutOfMemoryException)
        {
            return new WorkerReply(WorkerReplyKind.OutOfMemory);
        }
        catch (InsufficientExecutionStackException)
        {
            return new WorkerReply(
                WorkerReplyKind.Refusal,
                null,
                UnreadableDocumentException.InvalidFile,
                "The document is nested too deeply to be read."
            );
        }
        catch (Exception e)
        {
            // The boundary of a process: a parser that a file confuses throws what it likes.
            return new WorkerReply(
                WorkerReplyKind.Refusal,
                null,
                UnreadableDocumentException.InvalidFile,
                $"The document made its reader fail ({e.GetType().Name})."
            );
        }
    }
}
