namespace RagCluster.Backup.Notices;

/// <summary>In which form notices are sent.</summary>
public enum NoticeForm
{
    /// <summary>An object with the members of <see cref="BackupNotice"/>.</summary>
    Json = 0,

    /// <summary>An object with a <c>text</c>, which Slack's incoming webhooks and those of Mattermost take.</summary>
    Slack = 1,
}
