using Amazon.S3;
using Amazon.S3.Model;

namespace RagCluster.Storage.S3;

/// <summary>
/// One object on its way into a bucket: a small one by one request, a large one in parts that become an object when all are there. One part
/// is in memory at a time. Each body goes signed with its SHA-256, which the server compares; a body cut short is not stored.
/// </summary>
internal sealed class BucketUpload(BucketCalls calls, string key)
{
    // S3 takes 5 MiB to 5 GiB and at most 10,000 parts: objects of up to 78 GiB, where the largest segments have a few.
    private const int PartBytes = 8 << 20;

    // Within the time that a silo has to hand its shards over when it ends.
    private static readonly TimeSpan AbortMax = TimeSpan.FromSeconds(10);

    private readonly MemoryStream _part = new();
    private readonly List<PartETag> _sent = [];
    private string? _id;

    /// <summary>Whether the bucket holds parts that must go if the object does not come about.</summary>
    internal bool HasParts => _id is not null;

    /// <summary>Adds bytes.</summary>
    internal async Task WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        while (piece.Length > 0)
        {
            // Only now is it known that this part is not the last.
            if (_part.Length == PartBytes)
                await SendPartAsync(cancellationToken);
            int count = Math.Min(piece.Length, PartBytes - (int)_part.Length);
            _part.Write(piece.Span[..count]);
            piece = piece[count..];
        }
    }

    /// <summary>Makes the object of what was written.</summary>
    internal async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_id is null)
        {
            PutObjectRequest whole = new()
            {
                BucketName = calls.Bucket,
                Key = key,
                InputStream = Body(),
                UseChunkEncoding = false,
            };
            await calls.RunAsync("Storing", key, client => client.PutObjectAsync(whole, cancellationToken), cancellationToken);
            return;
        }

        await SendPartAsync(cancellationToken);
        CompleteMultipartUploadRequest request = new()
        {
            BucketName = calls.Bucket,
            Key = key,
            UploadId = _id,
            PartETags = _sent,
        };
        await calls.RunAsync("Storing", key, client => client.CompleteMultipartUploadAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Removes the parts.</summary>
    /// <param name="cause">Why the object does not come about.</param>
    /// <exception cref="IOException">They can't be removed; it names the upload.</exception>
    internal async Task AbortAsync(Exception cause)
    {
        using CancellationTokenSource late = new(AbortMax);
        AbortMultipartUploadRequest request = new()
        {
            BucketName = calls.Bucket,
            Key = key,
            UploadId = _id,
        };
        try
        {
            await calls.RunAsync(
                "Aborting the upload of",
                key,
                client => client.AbortMultipartUploadAsync(request, late.Token),
                CancellationToken.None
            );
        }
        catch (IOException failure) when (failure.InnerException is AmazonS3Exception { ErrorCode: "NoSuchUpload" })
        {
            // Completed or aborted by a request whose response was lost.
        }
        catch (IOException failure)
        {
            throw new IOException($"{cause.Message} The parts of upload {_id} are left in the bucket: {failure.Message}", cause);
        }
    }

    private async Task SendPartAsync(CancellationToken cancellationToken)
    {
        if (_id is null)
        {
            InitiateMultipartUploadRequest begin = new() { BucketName = calls.Bucket, Key = key };
            _id = (
                await calls.RunAsync(
                    "Storing",
                    key,
                    client => client.InitiateMultipartUploadAsync(begin, cancellationToken),
                    cancellationToken
                )
            ).UploadId;
        }

        int number = _sent.Count + 1;
        UploadPartRequest request = new()
        {
            BucketName = calls.Bucket,
            Key = key,
            UploadId = _id,
            PartNumber = number,
            InputStream = Body(),
            PartSize = _part.Length,
            UseChunkEncoding = false,
        };
        UploadPartResponse response = await calls.RunAsync(
            "Storing",
            key,
            client => client.UploadPartAsync(request, cancellationToken),
            cancellationToken
        );
        _sent.Add(new PartETag(number, response.ETag));
        _part.SetLength(0);
    }

    // A stream of its own for each request: the SDK closes what it has sent.
    private MemoryStream Body() => new(_part.GetBuffer(), 0, (int)_part.Length, writable: false);
}
