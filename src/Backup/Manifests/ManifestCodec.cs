using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Backup.Encryption;
using RagCluster.Corpus.Errors;

namespace RagCluster.Backup.Manifests;

/// <summary>
/// Writes and reads <c>manifest.json</c>: the manifest, and behind it its checksum. With a key the checksum is an HMAC, so that nobody
/// without the key makes or changes a backup that is taken for good; without one it finds damage, not intent.
/// </summary>
internal static class ManifestCodec
{
    private const string Digest = "sha256:";
    private const string Sealed = "hmac-sha256:";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The file's bytes.</summary>
    internal static byte[] Encode(BackupManifest manifest, BackupKey? key)
    {
        string inner = JsonSerializer.Serialize(manifest, Format);
        return Encoding.UTF8.GetBytes($"{{\"manifest\":{inner},\"checksum\":\"{Checksum(inner, key)}\"}}\n");
    }

    /// <summary>Reads a manifest and checks everything that a restore relies on.</summary>
    /// <param name="name">The backup that it should be of.</param>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="key">The key; null for none.</param>
    /// <exception cref="RagException">Unavailable: it is damaged. Invalid: the key is missing, wrong, or there should be none.</exception>
    internal static BackupManifest Decode(string name, ReadOnlyMemory<byte> bytes, BackupKey? key)
    {
        string what = $"{name}/manifest.json";
        (string inner, string checksum) = Split(what, bytes);
        BackupManifest manifest = Parse(what, inner);
        RequireKey(manifest, checksum, key);
        if (!FixedEquals(checksum, Checksum(inner, key)))
            throw BackupFailure.Damaged(what, "does not have the checksum that was written");
        if (manifest.Format != BackupManifest.CurrentFormat)
        {
            throw new RagException(
                ErrorKind.Unavailable,
                "backup-newer",
                FormattableString.Invariant(
                    $"The backup {name} has format {manifest.Format}, this build reads {BackupManifest.CurrentFormat}."
                )
            );
        }

        if (manifest.Name != name)
            throw BackupFailure.Damaged(what, $"is that of the backup {manifest.Name}");
        // A manifest without a seal proves nothing about who wrote it: no name in it may lead anywhere else.
        if (manifest.Parts.FirstOrDefault(part => !IsUsable(part)) is { } odd)
            throw BackupFailure.Damaged(what, $"names '{odd.Path ?? odd.Table ?? odd.Name}', which no backup holds");
        return manifest;
    }

    private static bool IsUsable(BackupPart part) =>
        BackupName.IsPart(part.Name)
        && part.Table is null != part.Path is null
        && (part.Path is null || BackupName.IsPath(part.Path))
        && part is { Rows: >= 0, PlainBytes: >= 0 and < int.MaxValue, Bytes: >= 0 and < int.MaxValue };

    private static (string Inner, string Checksum) Split(string what, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonProperty[] properties = [.. document.RootElement.EnumerateObject()];
            if (properties is [{ Name: "manifest" } manifest, { Name: "checksum" } checksum] && checksum.Value.GetString() is { } sum)
                return (manifest.Value.GetRawText(), sum);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw BackupFailure.Damaged(what, "can't be read", error);
        }

        throw BackupFailure.Damaged(what, "is no manifest");
    }

    private static BackupManifest Parse(string what, string inner)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(inner, Format) ?? throw BackupFailure.Damaged(what, "is empty");
        }
        catch (JsonException error)
        {
            throw BackupFailure.Damaged(what, "can't be read", error);
        }
    }

    private static void RequireKey(BackupManifest manifest, string checksum, BackupKey? key)
    {
        bool isSealed = checksum.StartsWith(Sealed, StringComparison.Ordinal) || manifest.KeyId is not null;
        if (isSealed && key is null)
            throw BackupFailure.Key(
                $"The backup {manifest.Name} is encrypted: give the key {manifest.KeyId} (RAG__Backup__KeyFile or RAG__Backup__KeyCommand)."
            );
        if (key is null)
            return;
        // Who can write to the bucket could put one there that says it needs no key.
        if (!isSealed)
        {
            throw BackupFailure.Key(
                $"The backup {manifest.Name} is not encrypted, and a key is set, so it may be anybody's. "
                    + "If it is yours, read it without the key."
            );
        }

        if (manifest.KeyId != key.Id)
            throw BackupFailure.Key(
                $"The backup {manifest.Name} is encrypted with the key {manifest.KeyId}, and the key that is set is {key.Id}."
            );
    }

    private static string Checksum(string inner, BackupKey? key)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(inner);
        return key is null ? Digest + Convert.ToHexStringLower(SHA256.HashData(bytes)) : Sealed + Convert.ToHexStringLower(key.Seal(bytes));
    }

    private static bool FixedEquals(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
