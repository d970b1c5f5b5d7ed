using RagCluster.Shards.Snapshots;
using RagCluster.Storage.S3;
using RagCluster.Storage.Tests.Conformance;
using RagCluster.TestKit.Servers;

namespace RagCluster.Storage.Tests.Snapshots;

public sealed class S3SnapshotStoreTests : SnapshotStoreConformance, IAsyncLifetime
{
    private const int Large = 20 << 20;

    private readonly S3Server _server = new() { PageKeysMax = 3 };
    private readonly S3SnapshotStore _store;

    public S3SnapshotStoreTests() => _store = new S3SnapshotStore(Options());

    protected override ISnapshotStore Store => _store;

    protected override int Held => _server.Keys.Count + _server.UnfinishedUploads + _server.HeldParts;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _store.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Prefix_StandsBeforeEachKeyAndInNoName()
    {
        using S3SnapshotStore prefixed = new(Options() with { Prefix = "one/two" });
        await prefixed.PutAsync("t/a", [Bytes(10)], None);
        await _store.PutAsync("t/b", [Bytes(10)], None);
        Assert.Equal(["one/two/t/a", "t/b"], _server.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("t/a", Assert.Single(await prefixed.ListAsync("t", None)).Name);
        Assert.Null(await prefixed.OpenAsync("t/b", None));
        await prefixed.DeleteAsync("t/a", None);
        Assert.Equal(["t/b"], _server.Keys);
    }

    [Fact]
    public async Task LargeObject_GoesInPartsAndASmallOneInOneRequest()
    {
        await _store.PutAsync("t/small", [Bytes(1000)], None);
        Assert.Equal("PUT /snapshots/t/small", Assert.Single(_server.Requests));
        await _store.PutAsync("t/large", Pieces(Bytes(Large)), None);
        Assert.Equal(3, _server.Requests.Count(request => request.StartsWith("PUT /snapshots/t/large?", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(Large)]
    public async Task BusyServer_IsAskedAgain(int length)
    {
        int refusals = 2;
        _server.Fault = request =>
            request.StartsWith("PUT", StringComparison.Ordinal) && Interlocked.Decrement(ref refusals) >= 0
                ? S3Fault.Error(503, "SlowDown")
                : null;
        await _store.PutAsync("t/a", Pieces(Bytes(length)), None);
        AssertSame(Bytes(length), await ReadAsync("t/a"));
        Assert.Equal(1, Held);
    }

    [Fact]
    public async Task ServerThatStaysBusy_IsNamed()
    {
        _server.Fault = _ => S3Fault.Error(503, "SlowDown");
        IOException failure = await Assert.ThrowsAsync<IOException>(() => _store.PutAsync("t/a", [Bytes(10)], None));
        Assert.Contains("'t/a' in the bucket 'snapshots'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("SlowDown (503)", failure.Message, StringComparison.Ordinal);
        Assert.True(_server.Requests.Count > 1);
    }

    [Fact]
    public async Task RefusedPart_TakesTheOthersAlong()
    {
        _server.Fault = request => request.Contains("partNumber=2", StringComparison.Ordinal) ? S3Fault.Error(403, "AccessDenied") : null;
        await Assert.ThrowsAsync<IOException>(() => _store.PutAsync("t/a", Pieces(Bytes(Large)), None));
        Assert.Contains(_server.Requests, request => request.Contains("partNumber=2", StringComparison.Ordinal));
        Assert.Equal(0, Held);
    }

    // Amazon's begins to answer before it has put the parts together, so a failure comes with the status of success.
    [Fact]
    public async Task FailureAmidCompletion_IsAFailure()
    {
        _server.Fault = request => IsCompletion(request) ? S3Fault.Error(200, "InternalError") : null;
        await Assert.ThrowsAsync<IOException>(() => _store.PutAsync("t/a", Pieces(Bytes(Large)), None));
        Assert.Equal(0, Held);
    }

    [Fact]
    public async Task PartsThatCanNotBeRemoved_AreNamed()
    {
        _server.Fault = request =>
            request.Contains("partNumber=2", StringComparison.Ordinal) || request.StartsWith("DELETE", StringComparison.Ordinal)
                ? S3Fault.Error(403, "AccessDenied")
                : null;
        IOException failure = await Assert.ThrowsAsync<IOException>(() => _store.PutAsync("t/a", Pieces(Bytes(Large)), None));
        Assert.Contains("The parts of upload", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _server.UnfinishedUploads);
    }

    [Theory]
    [InlineData(1000, "PUT")]
    [InlineData(Large, "partNumber=2")]
    [InlineData(Large, "completion")]
    public async Task PutCancelledWhileTheServerIsSilent_LeavesNothing(int length, string step)
    {
        using CancellationTokenSource cancelled = new();
        _server.Fault = request =>
        {
            if (!(step == "completion" ? IsCompletion(request) : request.Contains(step, StringComparison.Ordinal)))
                return null;
            cancelled.Cancel();
            return new S3Fault(S3FaultKind.Silence);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.PutAsync("t/a", Pieces(Bytes(length)), cancelled.Token));
        Assert.Equal(0, Held);
    }

    [Theory]
    [InlineData("AKIDUNKNOWN", S3Server.SecretKey, "InvalidAccessKeyId (403)")]
    [InlineData(S3Server.AccessKey, "another-secret", "SignatureDoesNotMatch (403)")]
    public async Task WrongAccessKey_IsOneClearFailureWithoutTheSecret(string key, string secret, string cause)
    {
        using S3SnapshotStore store = new(Options() with { AccessKey = (key, secret) });
        Func<Task>[] calls =
        [
            () => store.PutAsync("t/a", [Bytes(10)], None),
            () => store.OpenAsync("t/a", None),
            () => store.ListAsync("t/a", None),
            () => store.DeleteAsync("t/a", None),
        ];
        foreach (Func<Task> call in calls)
        {
            IOException failure = await Assert.ThrowsAsync<IOException>(call);
            Assert.Contains("in the bucket 'snapshots' failed", failure.Message, StringComparison.Ordinal);
            Assert.Contains("t/a", failure.Message, StringComparison.Ordinal);
            Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(calls.Length, _server.Requests.Count);
    }

    [Fact]
    public async Task MissingBucket_IsAFailureAndNoMissingObject()
    {
        using S3SnapshotStore store = new(Options("another"));
        IOException failure = await Assert.ThrowsAsync<IOException>(() => store.OpenAsync("t/a", None));
        Assert.Contains("NoSuchBucket (404)", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => store.ListAsync("t", None));
        await Assert.ThrowsAsync<IOException>(() => store.DeleteAsync("t/a", None));
    }

    [Fact]
    public async Task NoServer_IsAFailure()
    {
        using S3SnapshotStore store = new(Options() with { Endpoint = new Uri($"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}") });
        IOException failure = await Assert.ThrowsAsync<IOException>(() => store.ListAsync("t", None));
        Assert.Contains("in the bucket 'snapshots' failed", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(S3FaultKind.CutAmid)]
    [InlineData(S3FaultKind.SilenceAmid)]
    public async Task ObjectThatBreaksOff_IsAFailureAndNoEnd(S3FaultKind kind)
    {
        using S3SnapshotStore store = new(Options() with { SilenceMax = TimeSpan.FromSeconds(1) });
        await store.PutAsync("t/a", [Bytes(1 << 20)], None);
        _server.Fault = request => request.StartsWith("GET", StringComparison.Ordinal) ? new S3Fault(kind) : null;
        await using Stream content = (await store.OpenAsync("t/a", None))!;
        IOException failure = await Assert.ThrowsAsync<IOException>(() => content.CopyToAsync(Stream.Null, None));
        Assert.Contains("Reading 't/a' in the bucket 'snapshots' failed", failure.Message, StringComparison.Ordinal);
    }

    private static bool IsCompletion(string request) =>
        request.StartsWith("POST", StringComparison.Ordinal) && request.Contains("uploadId=", StringComparison.Ordinal);

    private S3SnapshotOptions Options(string bucket = S3Server.Bucket) =>
        new(bucket) { Endpoint = _server.Address, AccessKey = (S3Server.AccessKey, S3Server.SecretKey) };
}
