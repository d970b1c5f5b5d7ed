using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace RagCluster.Storage.S3;

/// <summary>Calls to one bucket, whose failures name the bucket, the key and the cause, and never a credential.</summary>
internal sealed class BucketCalls(AmazonS3Client client, string bucket)
{
    /// <summary>The bucket's name.</summary>
    internal string Bucket => bucket;

    /// <summary>Makes a call. The SDK repeats what the server asks to be repeated.</summary>
    /// <param name="action">What it does, for the message.</param>
    /// <param name="key">The key that it is about.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It failed.</exception>
    internal async Task<T> RunAsync<T>(string action, string key, Func<AmazonS3Client, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(client);
        }
        catch (Exception error) when (IsOfTheStore(error, cancellationToken))
        {
            // What a connection that is torn down by the token throws is not the store's failure.
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure(action, key, error);
        }
    }

    /// <summary>What callers hear of a failure.</summary>
    internal IOException Failure(string action, string key, Exception error) =>
        new($"{action} '{key}' in the bucket '{bucket}' failed: {CauseOf(error)}", error);

    /// <summary>Whether an error says that the bucket can't be used, rather than that the caller ended the call or erred.</summary>
    internal static bool IsOfTheStore(Exception error, CancellationToken cancellationToken) =>
        error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string CauseOf(Exception error) =>
        error switch
        {
            AmazonServiceException { StatusCode: not 0, ErrorCode: { Length: > 0 } code } told =>
                $"{code} ({(int)told.StatusCode}): {told.Message}",
            AmazonServiceException { StatusCode: not 0 and not HttpStatusCode.OK } told => $"status {(int)told.StatusCode}: {told.Message}",
            { InnerException: { } inner } when inner.Message != error.Message => $"{error.Message} {inner.Message}",
            _ => error.Message,
        };
}
