using RagCluster.Corpus.Errors;

namespace RagCluster.Backup;

/// <summary>What can be wrong with a backup, by the codes that callers see.</summary>
public static class BackupFailure
{
    /// <summary>Bytes of a backup are missing or are not those that were written.</summary>
    public const string DamagedCode = "backup-damaged";

    /// <summary>The key is missing or is another one.</summary>
    public const string KeyCode = "backup-key";

    /// <summary>A part of a backup that can't be used.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="what">What is wrong with it.</param>
    /// <param name="cause">What was seen, or null.</param>
    public static RagException Damaged(string part, string what, Exception? cause = null) =>
        new(ErrorKind.Unavailable, DamagedCode, $"The backup is damaged: {part} {what}. Use another backup.", null, cause);

    /// <summary>A store that encrypts, of which a copy would stand in the clear.</summary>
    public static RagException Unencrypted() =>
        Key(
            "The store encrypts what it keeps (RAG__Storage__Encryption__KeyFile), and its backup would not be encrypted: give a key for "
                + "backups by RAG__Backup__KeyFile, and keep it elsewhere than the backups."
        );

    /// <summary>A backup that is encrypted with a key that was not given.</summary>
    /// <param name="message">What to do.</param>
    public static RagException Key(string message) => new(ErrorKind.Invalid, KeyCode, message);
}
