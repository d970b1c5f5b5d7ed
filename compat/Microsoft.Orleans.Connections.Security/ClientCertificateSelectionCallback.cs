using System.Security.Cryptography.X509Certificates;

namespace Orleans.Connections.Security;

/// <summary>Chooses the certificate that the connecting side shows.</summary>
public delegate X509Certificate? ClientCertificateSelectionCallback(
    object sender,
    string targetHost,
    X509CertificateCollection localCertificates,
    X509Certificate? remoteCertificate,
    string[] acceptableIssuers
);
