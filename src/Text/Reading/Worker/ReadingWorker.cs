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
        RequestInput input = new(stdin);
        ReplyBuffer replies = new(stdout);
        WorkerClock clock = new(input, replies);
        TaskCompletionSource<int> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(
            () =>
            {
                clock.Run();
                return 0;
            },
            0
        );
        Start(() => Answer(input, replies, clock), StackBytes);
        return await end.Task;

        void Start(Func<int> body, int stackBytes) => new Thread(() => Run(body, end), stackBytes) { IsBackground = true }.Start();
    }

    private static void Run(Func<int> body, TaskCompletionSource<int> end)
    {
        try
        {
            end.TrySetResult(body());
        }
        catch (Exception e)
        {
            // Whoever asked is gone, or the stream is broken: the process ends with it.
            end.TrySetException(e);
        }
    }

    private static int Answer(RequestInput input, ReplyBuffer replies, WorkerClock clock)
    {
        replies.Add(new WorkerReply(WorkerReplyKind.Ready));
        while (true)
        {
            WorkerRequest? request = input.TryTake();
            if (request is null)
            {
                replies.Flush();
                request = input.Take();
            }

            if (request is null)
                return 0;
            clock.Begin();
            WorkerReply reply = Read(request);
            replies.Add(reply);
            clock.End();
            if (reply.Kind == WorkerReplyKind.OutOfMemory)
            {
                replies.Flush();
                return 1;
            }
        }
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
            return Refusal(e);
        }
        catch (OutOfMemoryException)
        {
            return new WorkerReply(WorkerReplyKind.OutOfMemory);
        }
        catch (InsufficientExecutionStackException)
        {
            return Refusal(UnreadableDocumentException.Invalid("The document is nested too deeply to be read."));
        }
        catch (Exception e)
        {
            // The boundary of a process: what the reader threw says nothing to whoever sent the file.
            return Refusal(UnreadableDocumentException.Damaged("document", e));
        }
    }

    private static WorkerReply Refusal(UnreadableDocumentException refused) =>
        new(WorkerReplyKind.Refusal, null, refused.Code, refused.Message);
}
