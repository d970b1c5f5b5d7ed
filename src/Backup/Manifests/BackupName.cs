using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using RagCluster.Corpus.Errors;

namespace RagCluster.Backup.Manifests;

/// <summary>
/// The names of backups and of what they consist of. A name from a manifest or from a user is used only when it is of these forms, so that
/// none leads out of the place that it belongs to.
/// </summary>
internal static partial class BackupName
{
    /// <summary>What all objects' names begin with.</summary>
    internal const string Root = "backups";

    private const int TimeLength = 19;
    private const string TimeForm = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>A new name: the time, so that names sort by it, and eight random digits.</summary>
    internal static string New(DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>When a backup of that name began.</summary>
    internal static DateTimeOffset TimeOf(string name) =>
        DateTimeOffset.ParseExact(name.AsSpan(0, TimeLength), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Whether a text is a backup's name.</summary>
    internal static bool IsName(string name) =>
        Name().IsMatch(name)
        && DateTimeOffset.TryParseExact(
            name.AsSpan(0, TimeLength),
            TimeForm,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out _
        );

    /// <summary>Refuses what is no backup's name.</summary>
    /// <exception cref="RagException">Invalid.</exception>
    internal static string Require(string name) =>
        IsName(name) ? name : throw RagException.Invalid("name", "That is no name of a backup: take one that 'rag backup list' shows.");

    /// <summary>The object of a backup's manifest.</summary>
    internal static string Manifest(string name) => $"{Root}/{name}/manifest.json";

    /// <summary>The object of a part.</summary>
    internal static string Object(string part) => $"{Root}/{part}";

    /// <summary>Whether a text names a part: a backup, a slash, a number and a word.</summary>
    internal static bool IsPart(string part) => Part().IsMatch(part) && IsName(part.Split('/')[0]);

    /// <summary>Whether a path of a file stays below the folder that it is put into, on every system.</summary>
    internal static bool IsPath(string path) =>
        path.Length <= 512 && path.Split('/').All(step => Step().IsMatch(step) && !step.EndsWith('.'));

    [GeneratedRegex(@"\A[0-9]{8}T[0-9]{9}Z-[0-9a-f]{8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9]{8}T[0-9]{9}Z-[0-9a-f]{8}/[0-9]{6}-[a-z_]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    // Begins with neither a dot nor a hyphen; no separator of any system, no drive, no control character.
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
