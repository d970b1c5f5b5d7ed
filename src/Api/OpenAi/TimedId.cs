using System.Globalization;
using System.Security.Cryptography;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// Ids that begin with the time at which they were made, as UUIDs of version 7 do (RFC 9562), so that a list goes on behind an entry that
/// has been deleted since: clients that delete what they list send the id of one that is gone.
/// </summary>
internal static class TimedId
{
    private const int TimeDigits = 12;
    private const int RandomBytes = 10;

    /// <summary>The characters behind the prefix.</summary>
    internal const int Length = TimeDigits + (2 * RandomBytes);

    /// <summary>An id that nobody has.</summary>
    internal static string New(string prefix, DateTimeOffset now) =>
        $"{prefix}{now.ToUnixTimeMilliseconds():x12}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}";

    /// <summary>When an id was made; null when it is none of these.</summary>
    internal static DateTimeOffset? TimeOf(string id) =>
        id.Length > Length
        && id[^Length..].All(char.IsAsciiHexDigitLower)
        && long.TryParse(id.AsSpan(id.Length - Length, TimeDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long at)
        && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;
}
