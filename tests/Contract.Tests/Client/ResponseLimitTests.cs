using System.Net;
using RagCluster.Client;
using RagCluster.Client.Http;

namespace RagCluster.Contract.Tests.Client;

/// <summary>What is read of a response that is longer than any of a server of ours.</summary>
public sealed class ResponseLimitTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task LongResponse_IsNotReadToItsEnd_AndTheLimitIsNamed(int status)
    {
        using CountedBody body = new(4 * RagConnection.ResponseBytesMax);
        using RagClient rag = Client(body, status);
        RagClientException error = await Assert.ThrowsAsync<RagClientException>(() => rag.SearchAsync("main", new("q")));
        Assert.Equal(RagFailure.Foreign, error.Failure);
        Assert.Contains($"{RagConnection.ResponseBytesMax}", error.Message, StringComparison.Ordinal);
        Assert.InRange(body.Position, 1, 2 * RagConnection.ResponseBytesMax);
    }

    [Fact]
    public async Task LongRefusalOfAStream_IsNotReadToItsEnd()
    {
        using CountedBody body = new(4 * RagConnection.ResponseBytesMax);
        using RagClient rag = Client(body, 400);
        RagClientException error = await Assert.ThrowsAsync<RagClientException>(async () =>
        {
            await foreach (object _ in rag.StreamAnswerAsync("main", new("q"))) { }
        });
        Assert.Equal(RagFailure.Foreign, error.Failure);
        Assert.InRange(body.Position, 1, 2 * RagConnection.ResponseBytesMax);
    }

    [Fact]
    public async Task LongText_IsReadWhole()
    {
        const long length = RagConnection.ResponseBytesMax + 1;
        using CountedBody body = new(length);
        using RagClient rag = Client(body, 200);
        Assert.Equal(length, (await rag.Connection.ReadLongTextAsync(RagCall.Get("/export"))).Length);
    }

    [Fact]
    public async Task LongDocument_IsCopiedWhole()
    {
        const long length = RagConnection.ResponseBytesMax + 1;
        using CountedBody body = new(length);
        using RagClient rag = Client(body, 200);
        await rag.Documents("main").CopyContentAsync("d1", Stream.Null);
        Assert.Equal(length, body.Position);
    }

    private static RagClient Client(Stream body, int status) =>
        new(
            new RagClientOptions { Servers = { new Uri("http://127.0.0.1:9") } },
            new ScriptedServer(() => new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(body) }),
            TimeProvider.System
        );

    /// <summary>Letters, as many as are asked for, of which none is kept.</summary>
    private sealed class CountedBody(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, read).Fill((byte)'a');
            _position += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
