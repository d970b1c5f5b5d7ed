namespace Orleans.Connections.Security;

/// <summary>Whether the other side shows a certificate.</summary>
public enum RemoteCertificateMode
{
    NoCertificate,
    AllowCertificate,
    RequireCertificate,
}
