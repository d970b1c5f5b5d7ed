using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Storage.S3;

/// <summary>Snapshots in a bucket of Amazon S3 or of a server that speaks its protocol.</summary>
public sealed class S3SnapshotStore : ISnapshotStore, IDisposable
{
    // Servers that speak S3 expect a region and rarely have any.
    private const string RegionOfNone = "us-east-1";

    private readonly AmazonS3Client _client;
    private readonly BucketCalls _calls;
    private readonly string _root;
    private readonly TimeSpan _silenceMax;

    /// <summary>Makes the store; the bucket is asked at the first call.</summary>
    /// <param name="options">Which bucket, and how it is reached.</param>
    public S3SnapshotStore(S3SnapshotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AmazonS3Config config = ConfigOf(options);
        _client = options.AccessKey is { } key
            ? new AmazonS3Client(new BasicAWSCredentials(key.Id, key.Secret), config)
            : new AmazonS3Client(config);
        _calls = new BucketCalls(_client, options.Bucket);
        _root = options.Prefix.Length == 0 ? "" : options.Prefix + "/";
        _silenceMax = options.SilenceMax;
    }

    /// <inheritdoc/>
    public async Task PutAsync(string name, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        BucketUpload upload = new(_calls, _root + name);
        try
        {
            foreach (ReadOnlyMemory<byte> piece in pieces)
                await upload.WriteAsync(piece, cancellationToken);
            await upload.CompleteAsync(cancellationToken);
        }
        catch (Exception error) when (upload.HasParts)
        {
            await upload.AbortAsync(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        string key = _root + name;
        GetObjectRequest request = new() { BucketName = _calls.Bucket, Key = key };
        try
        {
            GetObjectResponse response = await _calls.RunAsync(
                "Reading",
                key,
                client => client.GetObjectAsync(request, cancellationToken),
                cancellationToken
            );
            return new ObjectStream(response, _calls, key, _silenceMax);
        }
        catch (IOException none) when (IsNone(none))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredObject>> ListAsync(string path, CancellationToken cancellationToken)
    {
        List<StoredObject> held = [];
        ListObjectsV2Request request = new() { BucketName = _calls.Bucket, Prefix = $"{_root}{path}/" };
        do
        {
            ListObjectsV2Response page = await _calls.RunAsync(
                "Listing",
                request.Prefix,
                client => client.ListObjectsV2Async(request, cancellationToken),
                cancellationToken
            );
            held.AddRange(from item in page.S3Objects ?? [] select new StoredObject(item.Key[_root.Length..], WrittenAt(item)));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (request.ContinuationToken is not null);
        return held;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        string key = _root + name;
        DeleteObjectRequest request = new() { BucketName = _calls.Bucket, Key = key };
        try
        {
            await _calls.RunAsync("Deleting", key, client => client.DeleteObjectAsync(request, cancellationToken), cancellationToken);
        }
        catch (IOException none) when (IsNone(none))
        {
            // Amazon's says nothing of it; others do.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static AmazonS3Config ConfigOf(S3SnapshotOptions options)
    {
        AmazonS3Config config = new()
        {
            // Every server checks the SHA-256 that a body is signed with; the checksums that the SDK would add, not all of them take.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            // Segments and manifests carry checksums of their own.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.ForcePathStyle = true;
            config.AuthenticationRegion = options.Region ?? RegionOfNone;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return config;
    }

    // A bucket that is not there is another error, and one.
    private static bool IsNone(IOException error) => error.InnerException is AmazonS3Exception { ErrorCode: "NoSuchKey" };

    private static DateTimeOffset WrittenAt(S3Object item) =>
        item.LastModified is { } time
            ? new DateTimeOffset(time.ToUniversalTime())
            : throw new IOException($"The server does not say when '{item.Key}' was written.");
}
