using System.Text.RegularExpressions;

namespace RagCluster.Storage.S3;

/// <summary>A bucket as settings name it.</summary>
/// <param name="Bucket">Its name; null or empty for no bucket.</param>
/// <param name="Prefix">What names in it begin with.</param>
/// <param name="Endpoint">Where a server is that speaks S3.</param>
/// <param name="Region">The bucket's region.</param>
/// <param name="AccessKey">The access key.</param>
/// <param name="SecretKey">The access key's secret.</param>
public sealed partial record S3Settings(
    string? Bucket,
    string? Prefix,
    string? Endpoint,
    string? Region,
    string? AccessKey,
    string? SecretKey
)
{
    /// <summary>Whether a bucket is set.</summary>
    public bool IsSet => Bucket is { Length: > 0 };

    /// <summary>What a store over the bucket needs. Settings that were validated.</summary>
    /// <exception cref="InvalidOperationException">No bucket is set.</exception>
    public S3SnapshotOptions ToOptions() =>
        new(IsSet ? Bucket! : throw new InvalidOperationException("No bucket is set."))
        {
            Prefix = Prefix ?? "",
            Endpoint = Endpoint is { Length: > 0 } endpoint ? new Uri(endpoint) : null,
            Region = Region is { Length: > 0 } region ? region : null,
            AccessKey = this is { AccessKey: { Length: > 0 } id, SecretKey: { Length: > 0 } secret } ? (id, secret) : null,
        };

    /// <summary>What is wrong with the settings, naming the setting and the fix, and never a secret; empty when nothing is.</summary>
    /// <param name="stem">What the settings' names begin with, for example <c>RAG__Shards__Snapshot</c>.</param>
    public IEnumerable<string> Validate(string stem)
    {
        if (!IsSet)
        {
            (string Name, string? Value)[] others =
            [
                (nameof(Prefix), Prefix),
                (nameof(Endpoint), Endpoint),
                (nameof(Region), Region),
                (nameof(AccessKey), AccessKey),
                (nameof(SecretKey), SecretKey),
            ];
            foreach ((string setting, _) in others.Where(setting => setting.Value is { Length: > 0 }))
                yield return $"{stem}{setting} is set, and {stem}Bucket is not: set the bucket too, or neither.";
            yield break;
        }

        if (!BucketName().IsMatch(Bucket!))
            yield return $"{stem}Bucket is '{Bucket}': set a bucket's name, without address and path.";
        if (Prefix is { Length: > 0 } prefix && (prefix.StartsWith('/') || prefix.EndsWith('/')))
            yield return $"{stem}Prefix is '{prefix}': set it without a slash at its ends.";
        if (Endpoint is not { Length: > 0 } && Region is not { Length: > 0 })
            yield return $"{stem}Bucket is set, and neither {stem}Region nor {stem}Endpoint "
                + "says where it is: set the region on Amazon, else the endpoint.";
        if (Endpoint is { Length: > 0 } endpoint && !IsEndpoint(endpoint))
            yield return $"{stem}Endpoint is no address of a server: set one as http://host:port, without a user, a path and the bucket.";
        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
            yield return $"Of {stem}AccessKey and {stem}SecretKey one is set: set both, or neither to take what the SDK finds.";
    }

    private static bool IsEndpoint(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address is { PathAndQuery: "/", UserInfo: "", Fragment: "" };

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$")]
    private static partial Regex BucketName();
}
