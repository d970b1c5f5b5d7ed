using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Text;
using RagCluster.Text.Reading.Isolation;
using RagCluster.Text.Reading.Worker;

namespace RagCluster.Text.Tests.Reading.Worker;

public sealed class RequestInputTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    public void TryTake_RequestsThatArriveInPieces_GivesEachOnceItIsWhole()
    {
        byte[] bytes = [.. Frame("a.md", "first"), .. Frame("b.md", new string('x', 300_000)), .. Frame("c.md", "")];
        RequestInput input = new(new PieceStream(bytes, 7_000));

        Assert.Null(input.TryTake());
        List<WorkerRequest> requests = Enumerable.Range(0, 3).Select(_ => input.Take()!).ToList();

        Assert.Equal(["a.md", "b.md", "c.md"], requests.Select(request => request.Name));
        Assert.Equal([5, 300_000, 0], requests.Select(request => request.Content.Length));
        Assert.Null(input.Take());
        Assert.False(input.ReadAhead());
    }

    [Fact]
    public async Task TryTake_WhileAnotherThreadReadsAhead_GivesWhatHasArrived()
    {
        using FedStream stream = new();
        RequestInput input = new(stream);
        stream.Feed([.. Frame("a.md", "first"), .. Frame("b.md", "second")]);
        Assert.Equal("a.md", input.Take()!.Name);
        Assert.True(await stream.Reads.WaitAsync(Deadline));
        Task<bool> ahead = Task.Run(input.ReadAhead);
        Assert.True(await stream.Reads.WaitAsync(Deadline));

        // The thread that reads ahead waits for input that comes only after these.
        Assert.Equal("b.md", (await Task.Run(input.TryTake).WaitAsync(Deadline, TimeProvider.System))!.Name);
        Task<WorkerRequest?> third = Task.Run(input.Take);
        Assert.False(ahead.IsCompleted);
        stream.Feed(Frame("c.md", "third"));

        Assert.Equal("c.md", (await third.WaitAsync(Deadline, TimeProvider.System))!.Name);
        await ahead.WaitAsync(Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task ReadAhead_InputThatEnds_SaysSoAndWakesWhoeverWaits()
    {
        AnonymousPipeServerStream server = new(PipeDirection.Out);
        using AnonymousPipeClientStream client = new(PipeDirection.In, server.ClientSafePipeHandle);
        RequestInput input = new(client);
        Task<bool> ahead = Task.Run(input.ReadAhead);
        Task<WorkerRequest?> next = Task.Run(input.Take);

        await server.DisposeAsync();

        Assert.False(await ahead.WaitAsync(Deadline, TimeProvider.System));
        Assert.Null(await next.WaitAsync(Deadline, TimeProvider.System));
    }

    private static byte[] Frame(string name, string content)
    {
        WorkerRequest request = new(WorkerRequestKind.File, name, Encoding.UTF8.GetBytes(content));
        ArrayBufferWriter<byte> buffer = new();
        WorkerFrames.WriteHead(buffer, request);
        buffer.Write(request.Content.Span);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A stream that gives at most so many bytes with one read.</summary>
    private sealed class PieceStream(byte[] bytes, int pieceBytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, pieceBytes));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, pieceBytes)]);
    }

    /// <summary>A stream whose reads wait for what is fed to it, and tell that they have begun.</summary>
    private sealed class FedStream : MemoryStream
    {
        private readonly BlockingCollection<byte[]> _pieces = [];

        /// <summary>Has one more with each read that begins.</summary>
        internal SemaphoreSlim Reads { get; } = new(0);

        internal void Feed(byte[] piece) => _pieces.Add(piece);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            Reads.Release();
            byte[] piece = _pieces.Take();
            piece.CopyTo(buffer);
            return piece.Length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _pieces.Dispose();
                Reads.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
