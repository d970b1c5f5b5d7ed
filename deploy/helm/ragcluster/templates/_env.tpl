{{/* The environment of a pod beside the config map: its own place, and what is secret. */}}
{{- define "ragcluster.env" -}}
{{- $root := .root }}
{{- $secret := include "ragcluster.fullname" $root -}}
- name: RAG__Cluster__Roles
  value: {{ join "," .set.roles | quote }}
{{- if include "ragcluster.clustered" $root }}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: RAG__Cluster__AdvertisedHost
  value: $(POD_IP)
- name: RAG__Cluster__SiloName
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: RAG__Cluster__SiloPort
  value: "11111"
- name: RAG__Cluster__GatewayPort
  value: "30000"
{{- if $root.Values.clusterTls.existingSecret }}
- name: RAG__Cluster__Tls__Certificate
  value: /etc/ragcluster/tls/tls.crt
- name: RAG__Cluster__Tls__Key
  value: /etc/ragcluster/tls/tls.key
- name: RAG__Cluster__Tls__Authority
  value: /etc/ragcluster/tls/ca.crt
{{- end }}
- name: RAG__Cluster__Redis
  valueFrom:
    secretKeyRef:
      name: {{ default $secret $root.Values.redis.existingSecret }}
      key: {{ ternary $root.Values.redis.existingSecretKey "redis" (ne $root.Values.redis.existingSecret "") }}
{{- end }}
{{- if and $root.Values.auth.existingSecret $root.Values.secretFiles.enabled }}
- name: RAG__Auth__AdminKeyFile
  value: /etc/ragcluster/auth/{{ $root.Values.auth.existingSecretKeys.adminKey }}
- name: RAG__Auth__ScrapeKeyFile
  value: /etc/ragcluster/auth/{{ $root.Values.auth.existingSecretKeys.scrapeKey }}
{{- else if $root.Values.auth.existingSecret }}
- name: RAG__Auth__AdminKey
  valueFrom:
    secretKeyRef:
      name: {{ $root.Values.auth.existingSecret }}
      key: {{ $root.Values.auth.existingSecretKeys.adminKey }}
- name: RAG__Auth__ScrapeKey
  valueFrom:
    secretKeyRef:
      name: {{ $root.Values.auth.existingSecret }}
      key: {{ $root.Values.auth.existingSecretKeys.scrapeKey }}
{{- end }}
{{- if eq $root.Values.storage.provider "postgres" }}
- name: RAG__Storage__Postgres__ConnectionString
  valueFrom:
    secretKeyRef:
      name: {{ default $secret $root.Values.storage.postgres.existingSecret }}
      key: {{ ternary $root.Values.storage.postgres.existingSecretKey "connection-string" (ne $root.Values.storage.postgres.existingSecret "") }}
{{- end }}
{{- with $root.Values.snapshots }}
{{- if or .accessKey .existingSecret }}
- name: RAG__Shards__SnapshotAccessKey
  valueFrom:
    secretKeyRef:
      name: {{ default $secret .existingSecret }}
      key: {{ ternary .existingSecretKeys.accessKey "snapshots-access-key" (ne .existingSecret "") }}
- name: RAG__Shards__SnapshotSecretKey
  valueFrom:
    secretKeyRef:
      name: {{ default $secret .existingSecret }}
      key: {{ ternary .existingSecretKeys.secretKey "snapshots-secret-key" (ne .existingSecret "") }}
{{- end }}
{{- end }}
{{- if or $root.Values.chat.apiKey $root.Values.chat.existingSecret }}
- name: RAG__Chat__ApiKey
  valueFrom:
    secretKeyRef:
      name: {{ default $secret $root.Values.chat.existingSecret }}
      key: {{ ternary $root.Values.chat.existingSecretKey "api-key" (ne $root.Values.chat.existingSecret "") }}
{{- end }}
{{- with $root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
